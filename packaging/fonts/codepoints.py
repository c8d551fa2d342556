#!/usr/bin/python3
"""Print the code points that the embedded fonts must have, one U+XXXX a line.

Everything a Japanese office can type into a mail setting or read in a server's
answer: JIS X 0208, the vendor characters of CP932 (①㈱髙﨑), plane 1 and the
joyo part of JIS X 0213 (鷗𠮟塡剝頰), Latin-1 and the Latin, arrow, box and
shape characters that the screens draw themselves.

  codepoints.py                             the list, as pyftsubset --unicodes-file reads it
  codepoints.py --common                    the same without the rare kanji of JIS X 0213
  codepoints.py --own SOURCE INDEX OTHER    those of face INDEX of SOURCE that it draws in another way than face OTHER
  codepoints.py --check FONT SOURCE INDEX   fail when FONT lacks one that face INDEX of SOURCE has
  codepoints.py --plain FONT SOURCE INDEX   write face INDEX of SOURCE to FONT without its variation sequences
"""
import itertools
import sys

# Characters that one mapping writes and another does not (the wave dash and
# the full-width tilde, the minus signs, the dashes), and those our own screens use.
SINGLE = '〜～−－‐–—―“”‘’„…※€£¥©®™✓✔✕✗✘⚠⌘⏎\u2002\u2003\u2009\u200b\ufeff\ufffd'
PERSONAL_NAMES = '髙﨑德瀨濵邉邊栁濱晧曻鷗𠮟塡剝頰'
RANGES = (
    (0x0020, 0x007F),  # ASCII
    (0x00A0, 0x0180),  # Latin-1, Latin Extended-A as far as the source has it
    (0x2010, 0x2027),  # dashes, quotes, dots
    (0x2030, 0x203E),
    (0x2190, 0x2200),  # arrows
    (0x2460, 0x2500),  # circled figures
    (0x2500, 0x2600),  # boxes, blocks, shapes
    (0x2600, 0x2610),
    (0xFF61, 0xFFA0),  # half-width kana
)


def decoded(codec, leads, trails):
    """The characters that codec makes of every pair of lead and trail byte."""
    for pair in itertools.product(leads, trails):
        try:
            text = bytes(pair).decode(codec)
        except UnicodeDecodeError:
            continue
        if len(text) == 1 and not 0xE000 <= ord(text) <= 0xF8FF:
            yield ord(text)


def common():
    high = range(0xA1, 0xFF)
    wanted = set(map(ord, SINGLE + PERSONAL_NAMES))
    wanted.update(decoded('euc_jp', high, high))
    wanted.update(decoded('cp932', (*range(0x81, 0xA0), *range(0xE0, 0xFD)), range(0x40, 0xFD)))
    for first, end in RANGES:
        wanted.update(range(first, end))
    return wanted


def codepoints():
    high = range(0xA1, 0xFF)
    return common().union(decoded('euc_jis_2004', high, high))


def plain(path, source_index, source):
    """Write a face without its variation sequences (UAX 37), whose 1,226 further forms of kanji are a tenth of it."""
    from fontTools.ttLib import TTFont
    face = TTFont(source, fontNumber=source_index)
    face['cmap'].tables = [table for table in face['cmap'].tables if table.format != 14]
    face.save(path)


def check(path, source_index, source):
    """Return what path lacks although its source has it."""
    from fontTools.ttLib import TTFont
    have = TTFont(path).getBestCmap().keys()
    could = TTFont(source, fontNumber=source_index).getBestCmap().keys()
    return sorted((codepoints() & could) - have)


def own(source, index, other):
    """Return the code points of a face that has other glyphs for them than another face of the collection."""
    from fontTools.ttLib import TTFont

    def glyphs(number):
        face = TTFont(source, fontNumber=number)  # the outlines of a collection are shared, so that a name says which
        return {c: (name, face['hmtx'][name]) for c, name in face.getBestCmap().items()}
    mine, theirs = glyphs(index), glyphs(other)
    return sorted(c for c in codepoints() & mine.keys() if mine[c] != theirs.get(c))


def main(args):
    if args[:1] == ['--own']:
        print('\n'.join(f'U+{c:04X}' for c in own(args[1], int(args[2]), int(args[3]))))
        return
    if args[:1] == ['--check']:
        path, source, index = args[1:]
        missing = check(path, int(index), source)
        sys.exit(f'{path}: lacks ' + ' '.join(map(chr, missing)) if missing else 0)
    if args[:1] == ['--plain']:
        path, source, index = args[1:]
        plain(path, int(index), source)
        return
    wanted = common() if args[:1] == ['--common'] else codepoints()
    print('\n'.join(f'U+{c:04X}' for c in sorted(wanted)))


if __name__ == '__main__':
    main(sys.argv[1:])
