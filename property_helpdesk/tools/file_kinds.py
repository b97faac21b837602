"""What residents may send along: by content, whatever a file calls itself."""

PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
FILE_TYPES = (
    *PHOTO_TYPES,
    "image/heic",
    "image/heif",
    "application/pdf",
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "video/3gpp",
)
