"""Privacy: masking, finding personal data in free text, and keeping typed text clean."""

from deliberation.domain.privacy.hits import KINDS, Hit, blocking, mask_text, scan
from deliberation.domain.privacy.hygiene import clean, clean_line
from deliberation.domain.privacy.masks import mask_address, mask_name, mask_phone, mask_plate

__all__ = [
    "KINDS",
    "Hit",
    "blocking",
    "clean",
    "clean_line",
    "mask_address",
    "mask_name",
    "mask_phone",
    "mask_plate",
    "mask_text",
    "scan",
]
