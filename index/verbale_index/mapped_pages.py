"""Pages of mapped files in the process's memory."""

import mmap
import sys


def release_pages(mapped: mmap.mmap) -> None:
    """Take the pages that were read out of the process's memory; the system's cache of the file still has them."""
    if sys.platform == "linux":
        mapped.madvise(mmap.MADV_DONTNEED)
