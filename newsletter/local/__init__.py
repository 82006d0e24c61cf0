"""What `newsletter up` and `newsletter demo` run on one machine: the supervisor, the stack, the inbox."""
