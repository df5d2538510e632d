/** Characters of a head shown in lists. */
const previewLength = 200

/** The head of a text on one line: well-formed, never cut inside a surrogate pair. */
export function preview(text: string): string {
  const flat = text
    .slice(0, previewLength * 8)
    .replace(/\s+/g, ' ')
    .trim()
  return headOf(flat, previewLength)
}

/** At most `length` UTF-16 units, without half a character at the end. */
export function headOf(text: string, length: number): string {
  if (text.length <= length) return text.toWellFormed()
  const last = text.charCodeAt(length - 1)
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, isHighSurrogate ? length - 1 : length).toWellFormed()
}
