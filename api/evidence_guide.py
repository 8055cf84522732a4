"""The README of an evidence package: what is in it, how to check it, what that proves."""

from collections.abc import Mapping
from typing import Any

from api.journal_words import DOES_NOT_PROVE, MASKED, PROVES

_TEXT = """# 证据包 Evidence package: {number}

| 文件 File | |
|---|---|
| `journal.jsonl` | 日志原文，每行一条；`document` 即当时计算哈希的字节 · the journal, one entry a line; `document` holds the very bytes that were hashed |
| `journal.csv` | 同样的条目，供表格软件阅读 · the same entries for a spreadsheet |
| `head.json` | 链头：条目数与最后一条的哈希 · the head: number of entries, hash of the last |
| `bundles/`, `bundles.json` | 办件所依据的流程图、决策表、表单及其哈希 · the diagrams, tables and forms the case ran on, with their hashes |
| `attachments.json` | 附件的哈希、名称、大小 · hashes, names and sizes of the attachments |
| `as-it-stood/` | 某一条目之后的数据与状态 · data and state after one entry |
| `export.json` | 何人何时导出 · who exported it, and when |
| `MANIFEST.sha256` | 以上各文件的哈希 · hashes of all these files |

## 如何核对 How to check

```
sha256sum -c MANIFEST.sha256
huiqian verify --export journal.jsonl
```

不用本产品也可核对：取 `journal.jsonl` 每行中 `"document":` 之后、行末 `}}` 之前的字节，其 SHA-256
应等于该行的 `hash`，并等于下一条 `document` 中的 `previous`；第一条的 `previous` 为 64 个 0；
最后一条的 `hash` 应等于 `head.json` 的 `head`。
Without this product: take the bytes of each line behind `"document":` and before the closing `}}`;
their SHA-256 must be the line's `hash` and the `previous` of the next document; the first one's
`previous` is 64 zeros; the last `hash` must be the `head` of `head.json`.

发布包的哈希：对其各文件按路径排序，逐行写出“文件 SHA-256、两个空格、路径、换行”，再取 SHA-256。
Hash of a bundle: sort its files by path, write one line "SHA-256 of the file, two blanks, path,
line feed" for each, and take the SHA-256 of that. The entries name these hashes.

## 证明什么 What it proves

{proves_zh}
{proves_en}

## 不证明什么 What it does not prove

{not_zh}
{not_en}
{masked}"""  # noqa: E501  (rows of a table)


def readme(facts: Mapping[str, Any]) -> str:
    """`facts` as `api.evidence.packed` takes them."""
    masked = f"\n{MASKED['zh']}\n{MASKED['en']}\n" if facts["export"]["masked"] else ""
    return _TEXT.format(
        number=facts["head"]["number"],
        proves_zh=PROVES["zh"],
        proves_en=PROVES["en"],
        not_zh=DOES_NOT_PROVE["zh"],
        not_en=DOES_NOT_PROVE["en"],
        masked=masked,
    )
