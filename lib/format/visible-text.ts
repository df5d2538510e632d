/** Control characters, what turns the direction of text around, and what has no width: none of them can be seen. */
const unseen = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

/** A name as it can be told from others: a mark in the place of each character that nobody would see. */
export function visibleText(name: string): string {
  return name.replaceAll(unseen, (char) => `⟨U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`)
}
