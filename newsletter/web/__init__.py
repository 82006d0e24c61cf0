"""Pages behind the links of a mail, and its images. A GET changes nothing."""
