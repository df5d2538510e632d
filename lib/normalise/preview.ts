/** Characters of a head shown in lists. */
const previewLength = 200

/** Characters that are looked at when they are mostly white space. */
const searchedLength = previewLength * 8
/** Enough for nearly every text: flattening more of it would be thrown away. */
const usualLength = previewLength + 56

/** The head of a text on one line: well-formed, never cut inside a surrogate pair. */
export function preview(text: string): string {
  const usual = flat(text, usualLength)
  return headOf(
    usual.length > previewLength || text.length <= usualLength ? usual : flat(text, searchedLength),
    previewLength,
  )
}

function flat(text: string, length: number): string {
  const head = text.slice(0, length)
  return (head.includes('  ') || otherSpace.test(head) ? head.replace(/\s+/g, ' ') : head).trim()
}

/** White space that is no plain space. */
const otherSpace = /[^\S ]/

/** At most `length` UTF-16 units, without half a character at the end. */
export function headOf(text: string, length: number): string {
  if (text.length <= length) return text.toWellFormed()
  const last = text.charCodeAt(length - 1)
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, isHighSurrogate ? length - 1 : length).toWellFormed()
}
