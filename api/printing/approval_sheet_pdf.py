"""The approval sheet 审批表 on A4, in the layout of official papers.

Margins 37 mm above and 28 mm left; the title centred, number and date above the frame, facts in
four columns, amounts with their 大写, then one box per opinion: text from the top left, signature
and date at the bottom right. A box is never split over two pages unless it is longer than a page;
the head is repeated on each. Text is real text. The same document gives the same bytes.
Source: GB/T 9704-2012 (page), decision 0021.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from api.printing.approval_sheet import NOT_REACHED, ApprovalSheet, OpinionBox
from api.printing.font import FAMILY, font_path, printable
from api.printing.line_breaks import lines_of

TOP, LEFT, RIGHT, BOTTOM = 37.0, 28.0, 26.0, 30.0
WIDTH: Final = 210 - LEFT - RIGHT
LAST: Final = 297 - BOTTOM  #: where the frame ends at the latest
LABEL: Final = 28.0  #: width of the column of labels
FIGURES: Final = 66.0  #: width of an amount in figures with its label
PAD: Final = 2.0
TITLE_PT, TEXT_PT, SMALL_PT, FOOT_PT = 20, 10.5, 9, 7.5
LINE: Final = 0.3528 * 1.55  #: mm a line takes per point of its type
GAP: Final = 3.2  #: between an opinion and its signature
LEAST_BOX: Final = 26.0


def approval_sheet_pdf(sheet: ApprovalSheet) -> bytes:
    """The sheet as a PDF file."""
    return _Paper(sheet).bytes()


@dataclass(frozen=True, slots=True)
class _Part:
    """A box as it is drawn, whole or a piece of one that is longer than a page."""

    title: str
    lines: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def height(self) -> float:
        text = len(self.lines) * TEXT_PT * LINE + 2 * PAD
        signature = GAP + len(self.signature) * SMALL_PT * LINE if self.signature else 0
        return max(LEAST_BOX, text + signature)


class _Paper:
    def __init__(self, sheet: ApprovalSheet) -> None:
        self._sheet = sheet
        self._pdf = _Numbered(sheet)
        self._pdf.add_page()
        self._y = self._pdf.top

    def bytes(self) -> bytes:
        self._facts()
        for amount in self._sheet.amounts:
            capitals = (self._sheet.words.capitals, amount.capitals)
            self._row([(amount.label, amount.figures), capitals], (FIGURES, WIDTH))
        for box in self._sheet.boxes:
            for part in self._parts(box):
                self._box(part)
        return bytes(self._pdf.output())

    def _facts(self) -> None:
        """Two facts a row, one where it needs the room."""
        waiting: tuple[str, str] | None = None
        for fact in self._sheet.facts:
            pair = (fact.label, fact.value)
            if self._wide(fact.value) > WIDTH / 2 - LABEL - 2 * PAD:
                if waiting is not None:
                    self._row([waiting, ("", "")])
                    waiting = None
                self._row([pair])
            elif waiting is None:
                waiting = pair
            else:
                self._row([waiting, pair])
                waiting = None
        if waiting is not None:
            self._row([waiting, ("", "")])

    def _row(
        self, pairs: list[tuple[str, str]], shares: tuple[float, float] = (WIDTH / 2, WIDTH)
    ) -> None:
        ends = [WIDTH] if len(pairs) == 1 else list(shares)
        starts = [0.0, *ends[:-1]]
        short = self._sheet.words.capitals
        labels = [LABEL if label != short else 14.0 for label, _ in pairs]
        cells = []
        for (label, value), start, end, wide in zip(pairs, starts, ends, labels, strict=True):
            cells.append((start, wide, self._lines(label, wide)))
            cells.append((start + wide, end - start - wide, self._lines(value, end - start - wide)))
        height = max(len(lines) for _, _, lines in cells) * TEXT_PT * LINE + 2 * PAD
        self._room(height)
        for start, wide, lines in cells:
            self._frame(start, wide, height)
            self._text(lines, LEFT + start + PAD, self._middle(height, len(lines)))
        self._y += height

    def _box(self, part: _Part) -> None:
        height = part.height
        self._room(height)
        self._frame(0, LABEL, height)
        self._frame(LABEL, WIDTH - LABEL, height)
        title = self._lines(part.title, LABEL)
        self._text(title, LEFT + PAD, self._middle(height, len(title)))
        if part.lines == (NOT_REACHED,):
            self._text(part.lines, LEFT + LABEL + (WIDTH - LABEL) / 2, self._middle(height, 1))
        else:
            self._text(part.lines, LEFT + LABEL + PAD, self._y + PAD)
        below = self._y + height - PAD - len(part.signature) * SMALL_PT * LINE
        for line in part.signature:
            self._pdf.set_font(FAMILY, size=SMALL_PT)
            x = LEFT + WIDTH - PAD - self._pdf.get_string_width(line)
            self._pdf.text(x, below + SMALL_PT * 0.3528 * 1.1, line)
            below += SMALL_PT * LINE
        self._y += height

    def _parts(self, box: OpinionBox) -> list[_Part]:
        """The box whole, or in pieces of a page where it is longer than one."""
        if not box.reached:
            return [_Part(box.title, (NOT_REACHED,), ())]
        words = self._sheet.words
        outcome = f"{box.outcome}{words.after_outcome}\n" if box.text else box.outcome
        text = f"{outcome}{box.text}" if box.outcome else box.text
        lines = self._lines(text, WIDTH - LABEL)
        signature: tuple[str, ...] = ()
        if box.signed_on:
            dated = words.record.format(day=box.signed_on, entry=box.entry)
            signed = self._signed(box)
            signature = (*signed, dated if box.entry is not None else box.signed_on)
        below = GAP + len(signature) * SMALL_PT * LINE
        room = int((LAST - self._pdf.top - 2 * PAD - below) // (TEXT_PT * LINE))
        pieces = [tuple(lines[n : n + room]) for n in range(0, len(lines), room)] or [()]
        return [
            _Part(
                box.title if n == 0 else words.goes_on.format(title=box.title),
                piece,
                signature if n == len(pieces) - 1 else (),
            )
            for n, piece in enumerate(pieces)
        ]

    def _room(self, height: float) -> None:
        """A new page when what comes does not fit on this one."""
        if self._y + height > LAST and self._y > self._pdf.top:
            self._pdf.add_page()
            self._y = self._pdf.top

    def _lines(self, text: str, width: float) -> list[str]:
        self._pdf.set_font(FAMILY, size=TEXT_PT)
        measure = partial(self._pdf.get_string_width, normalized=False)
        return lines_of(printable(text), width - 2 * PAD, measure)

    def _signed(self, box: OpinionBox) -> list[str]:
        """Who signed, in lines that stay inside the box; a name is never torn from itself."""
        self._pdf.set_font(FAMILY, size=SMALL_PT)
        measure = partial(self._pdf.get_string_width, normalized=False)
        room = WIDTH - LABEL - 2 * PAD
        signed = self._sheet.words.signed
        whole = "  ".join(each for each in (box.organisation, box.signed_by) if each)
        line = printable(signed.format(by=whole))
        if not box.organisation or measure(line) <= room:
            return lines_of(line, room, measure)
        organisation = printable(signed.format(by=box.organisation))
        return [*lines_of(organisation, room, measure), printable(box.signed_by)]

    def _wide(self, text: str) -> float:
        self._pdf.set_font(FAMILY, size=TEXT_PT)
        return self._pdf.get_string_width(printable(text))

    def _frame(self, start: float, width: float, height: float) -> None:
        self._pdf.rect(LEFT + start, self._y, width, height)

    def _middle(self, height: float, lines: int) -> float:
        return self._y + (height - lines * TEXT_PT * LINE) / 2

    def _text(self, lines: list[str] | tuple[str, ...], x: float, y: float) -> None:
        self._pdf.set_font(FAMILY, size=TEXT_PT)
        for line in lines:
            self._pdf.text(x, y + TEXT_PT * 0.3528 * 1.22, line)
            y += TEXT_PT * LINE


class _Numbered(FPDF):
    """Pages with the head of the sheet and a foot that says which page, who, when and what."""

    def __init__(self, sheet: ApprovalSheet) -> None:
        super().__init__(format="A4")
        self._sheet = sheet
        self.top = TOP + 22.0  #: where the frame begins
        self.add_font(FAMILY, fname=str(font_path()))
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(auto=False)
        self.set_line_width(0.25)
        self.set_lang(sheet.words.tag)
        self.set_title(printable(f"{sheet.title} {sheet.number}"))
        self.set_creator("Huiqian 会签")
        self.set_producer("Huiqian 会签")
        self.set_creation_date(sheet.printed_at)
        self.alias_nb_pages("〔pages〕")

    def header(self) -> None:
        sheet, words = self._sheet, self._sheet.words
        title = printable(sheet.title)
        self.set_font(FAMILY, size=TITLE_PT)
        size = min(TITLE_PT, TITLE_PT * WIDTH / max(self.get_string_width(title), 1.0))
        self.set_font(FAMILY, size=size)
        self.text(LEFT + (WIDTH - self.get_string_width(title)) / 2, TOP + 7, title)
        self.set_font(FAMILY, size=TEXT_PT)
        self.text(LEFT, self.top - 2.5, printable(words.number.format(number=sheet.number)))
        dated = words.dated.format(day=sheet.dated)
        self.text(LEFT + WIDTH - self.get_string_width(dated), self.top - 2.5, dated)

    def footer(self) -> None:
        sheet, words = self._sheet, self._sheet.words
        self.set_font(FAMILY, size=FOOT_PT)
        printed = words.printed.format(by=sheet.printed_by, at=words.moment(sheet.printed_at))
        self.text(LEFT, LAST + 5, printable(printed))
        self.text(LEFT, LAST + 9, words.chain.format(entry=sheet.entry, hash=sheet.hash))
        if sheet.as_of is not None:
            stood = words.as_of.format(entry=sheet.entry, at=words.moment(sheet.as_of))
            self.text(LEFT, LAST + 13, stood)
        self.set_font(FAMILY, size=SMALL_PT)
        self.set_xy(LEFT, LAST + 14.5)
        pages = words.page.format(page=self.page_no(), pages="〔pages〕")
        self.cell(WIDTH, 5, pages, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
