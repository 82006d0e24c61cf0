"""A fault has a path and a line; the place is put together when it is shown, and never taken apart."""

from newsletter.errors import Fault, Place, by_line


def test_a_fault_is_shown_with_its_place():
    """The path alone stands for the whole file."""
    assert str(Fault("a.po", 7, "a quote is not closed", "Close it")) == (
        "a.po:7: a quote is not closed. Close it."
    )
    assert str(Fault("a.po", None, "the file is empty", "Fill it")) == "a.po: the file is empty. Fill it."


def test_a_place_is_the_beginning_of_a_fault():
    """Whatever colons the path has."""
    place = Place("back.zip:fr/a.po", 3)

    fault = Fault(*place, "what", "remedy")

    assert (fault.path, fault.line, fault.where) == ("back.zip:fr/a.po", 3, str(place))
    assert fault.where == "back.zip:fr/a.po:3"


def test_faults_go_by_number_and_keep_their_order_within_a_line():
    """Line 9 before line 10, the whole file first."""
    lines = [10, 9, None, 9]
    faults = [Fault("a", line, f"{number}", "") for number, line in enumerate(lines)]

    assert [fault.what for fault in by_line(faults)] == ["2", "1", "3", "0"]
