/** Signs that come from input methods and word processors: full-width forms, full-width and no-break blanks, typographic quotes. */
export function hasFullWidth(text: string): boolean {
  return /[\uff01-\uff5e\u3000\u00a0\u201c\u201d\u2018\u2019]/.test(text);
}

/** Full-width forms to ASCII, the full-width and no-break blanks to a blank, typographic quotes away. */
export function toAscii(text: string): string {
  if (!/[\uff01-\uff5e\u3000\u00a0\u3002\u2018-\u201d]/.test(text)) return text;
  let out = "";
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0);
    else if (code === 0x3000 || code === 0xa0) out += " ";
    else if (code === 0x3002) out += ".";
    else if (code < 0x2018 || code > 0x201d) out += c;
  }
  return out;
}
