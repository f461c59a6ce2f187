"""Z85: binary data as text, four bytes in five characters (https://rfc.zeromq.org/spec/32/)."""
import struct

Z85CHARS = b'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'
Z85MAP = dict((c, i) for i, c in enumerate(Z85CHARS))


def encode(rawbytes):
    """Bytes, a multiple of 4 of them, as Z85; ValueError for another length."""
    if len(rawbytes) % 4:
        raise ValueError('length must be multiple of 4, not %i' % len(rawbytes))
    encoded = bytearray()
    for number in struct.unpack('>%dI' % (len(rawbytes) // 4), rawbytes):
        for power in (4, 3, 2, 1, 0):
            encoded.append(Z85CHARS[number // 85 ** power % 85])
    return bytes(encoded)


def decode(z85bytes):
    """The bytes of Z85 in bytes or ASCII text; ValueError for a length that is no multiple of 5, KeyError for other characters."""
    if isinstance(z85bytes, str):
        try:
            z85bytes = z85bytes.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters')
    if len(z85bytes) % 5:
        raise ValueError('Z85 length must be multiple of 5, not %i' % len(z85bytes))
    numbers = []
    for i in range(0, len(z85bytes), 5):
        number = 0
        for character in z85bytes[i:i + 5]:
            number = number * 85 + Z85MAP[character]
        numbers.append(number)
    return struct.pack('>%dI' % len(numbers), *numbers)
