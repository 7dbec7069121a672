#!/usr/bin/env python3
"""Turns a saved screen of ttlscope (the .ans file that the key w writes) into an SVG picture.

    Scripts/frame-to-svg.py ttlscope-1.ans > docs/dashboard.svg

Needs nothing but Python 3. Every run of cells is told its exact width, so columns line up in whatever font is there;
bars and frames are drawn as rectangles, so they have no gaps.
"""

import re
import sys
from html import escape

CELL_WIDTH, CELL_HEIGHT, FONT_SIZE, MARGIN = 8, 17, 13.3, 14
FOREGROUND, BACKGROUND = "#d5d5d5", "#16181d"
COLORS = {
    31: "#e06c6c", 32: "#8fbf6f", 33: "#e0b04f", 34: "#5f93e0", 35: "#c07fd0", 36: "#5fbfc0", 37: "#d5d5d5",
    90: "#7a808c", 91: "#ff8f8f", 92: "#afdf8f", 93: "#ffd77f", 94: "#7fb4ff", 95: "#dfa0ef", 96: "#8fe0e0", 97: "#ffffff",
}

# What part of its cell a block character fills: left, top, width, height, in eighths.
BLOCKS = {"█": (0, 0, 8, 8), "▀": (0, 0, 8, 4), "▐": (4, 0, 4, 8), "▔": (0, 0, 8, 1), "▕": (7, 0, 1, 8)}
BLOCKS.update({chr(0x2580 + n): (0, 8 - n, 8, n) for n in range(1, 8)})
BLOCKS.update({chr(0x2590 - n): (0, 0, n, 8) for n in range(1, 8)})

# Which arms a line character has: left, right, up, down.
LINES = {
    "│": (0, 0, 1, 1), "┌": (0, 1, 0, 1), "┐": (1, 0, 0, 1), "└": (0, 1, 1, 0), "┘": (1, 0, 1, 0),
    "├": (0, 1, 1, 1), "┤": (1, 0, 1, 1), "┬": (1, 1, 0, 1), "┴": (1, 1, 1, 0), "┼": (1, 1, 1, 1),
}

# Drawn as shapes, a cell at a time.
SHAPES = BLOCKS.keys() | LINES.keys()


class Look:
    """Colour and attributes, as the escape sequences have set them so far."""

    def __init__(self):
        self.color, self.bold, self.underline, self.reverse = None, False, False, False

    def apply(self, codes):
        for code in (int(code or 0) for code in codes.split(";")):
            if code == 0:
                self.__init__()
            elif code == 1:
                self.bold = True
            elif code == 4:
                self.underline = True
            elif code == 7:
                self.reverse = True
            elif code == 39:
                self.color = None
            elif code in COLORS:
                self.color = COLORS[code]

    def key(self):
        return (self.color or FOREGROUND, self.bold, self.underline, self.reverse)


def cells(line, look):
    """Yields (character, look) for every cell of a line."""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            look.apply(part[2:-1])
        else:
            for character in part:
                yield character, look.key()


def runs(line, look):
    """Yields (column, text, look): cells side by side that look the same, blocks and lines each for themselves."""
    start, text, current = 0, "", None
    for column, (character, key) in enumerate(cells(line, look)):
        if text and (key != current or SHAPES & {character, text}):
            yield start, text, current
            start, text = column, ""
        text, current = text + character, key
    if text:
        yield start, text, current


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".")


def rectangle(x, y, width, height, color):
    return (f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" fill="{color}"/>')


def drawn(row, column, text, look):
    """The elements for one run."""
    color, bold, underline, reverse = look
    x, y = MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT
    width = len(text) * CELL_WIDTH
    if reverse:
        yield rectangle(x, y, width, CELL_HEIGHT, color)
        color = BACKGROUND
    if text in BLOCKS:
        left, top, across, down = BLOCKS[text]
        yield rectangle(
            x + left * CELL_WIDTH / 8, y + top * CELL_HEIGHT / 8, across * CELL_WIDTH / 8, down * CELL_HEIGHT / 8, color)
        return
    if text == "─" * len(text):
        yield rectangle(x, y + CELL_HEIGHT / 2 - 0.5, width, 1, color)
        return
    if text in LINES:
        left, right, up, down = LINES[text]
        middle, center, thin = x + CELL_WIDTH / 2, y + CELL_HEIGHT / 2, 1
        if left or right:
            start, end = (x if left else middle), (x + CELL_WIDTH if right else middle)
            yield rectangle(start, center - thin / 2, end - start, thin, color)
        if up or down:
            start, end = (y if up else center), (y + CELL_HEIGHT if down else center)
            yield rectangle(middle - thin / 2, start, thin, end - start, color)
        return
    if not text.strip() and not underline:
        return
    lead = len(text) - len(text.lstrip()) if not underline else 0
    text = text.strip() if not underline else text
    attributes = f'x="{x + lead * CELL_WIDTH}" y="{number(y + CELL_HEIGHT * 0.76)}" textLength="{len(text) * CELL_WIDTH}"'
    if color != FOREGROUND:
        attributes += f' fill="{color}"'
    if bold:
        attributes += ' font-weight="bold"'
    if underline:
        attributes += ' text-decoration="underline"'
    yield f"<text {attributes}>{escape(text, quote=False)}</text>"


def picture(lines):
    columns = max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines)
    width, height = columns * CELL_WIDTH + 2 * MARGIN, len(lines) * CELL_HEIGHT + 2 * MARGIN
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    yield '  role="img" aria-label="The dashboard of ttlscope in a terminal" xml:space="preserve"'
    yield f'  font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace"'
    yield f'  font-size="{FONT_SIZE}" fill="{FOREGROUND}">'
    yield f'<rect width="{width}" height="{height}" rx="8" fill="{BACKGROUND}"/>'
    look = Look()
    for row, line in enumerate(lines):
        for column, text, key in runs(line, look):
            yield from drawn(row, column, text, key)
    yield "</svg>"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            lines = file.read().rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
    print("\n".join(picture(lines)))


if __name__ == "__main__":
    main()
