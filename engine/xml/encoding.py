"""Bytes to characters, decided here and not by the parser.

The parser would follow the encoding that the document claims. Decoding first means that the search
for a DOCTYPE sees the same characters as the parser, whatever trick the claim plays.
"""

import codecs
import re

from engine.xml.problems import XmlProblem, XmlRefused

#: Encodings people really send, and the codec that reads each. GB 2312 and GBK are subsets of
#: GB 18030, which older office tools in China write.
_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "utf-16": "utf-16",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "iso-8859-1": "iso-8859-1",
}
_DECLARED = re.compile(rb"""\A<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


def decode(data: bytes) -> str:
    """Return the document as text without a byte order mark.

    Raises: XmlRefused when the encoding is not one we read or the bytes do not follow it.
    Source: XML 1.0, appendix F (detection of encodings).
    """
    codec = _codec_of(data)
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise XmlRefused(
            [
                XmlProblem(
                    line,
                    "xml.encoding",
                    f"第 {error.start + 1} 个字节不符合编码 {codec}",
                    f"Byte {error.start + 1} is not valid {codec}",
                )
            ]
        ) from None


def _codec_of(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.match(data)
    if declared is None:
        return "utf-8"
    name = declared[1].decode("ascii").lower()
    codec = _CODECS.get(name)
    if codec is None or codec == "utf-16":  # UTF-16 needs its byte order mark, which is not there
        raise XmlRefused(
            [
                XmlProblem(
                    1,
                    "xml.encoding",
                    f"不支持编码“{name}”，请保存为 UTF-8",
                    f'Encoding "{name}" is not read here; save the document as UTF-8',
                )
            ]
        )
    return codec
