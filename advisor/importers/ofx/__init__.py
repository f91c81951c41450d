"""OFX and Quicken's QFX, of whichever institution."""
