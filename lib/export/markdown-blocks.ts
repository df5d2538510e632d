import { formatCountExact } from '#lib/format/count.ts'

/** The text, or its begin and what is missing in words. */
export function cutText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  // Half of a surrogate pair would be no character.
  const end = isHighSurrogate(text.charCodeAt(maxChars - 1)) ? maxChars - 1 : maxChars
  return `${text.slice(0, end)}\n… ${formatCountExact(text.length - end)} characters left out`
}

/** Text that is shown as it is, whatever it contains: the fence is longer than any run of backticks inside. */
export function fenced(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`
}

/** A name in a line of text, as it is. */
export function inlineCode(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line === '') return '–'
  const ticks = '`'.repeat(longestRun(line) + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${line}${pad}${ticks}`
}

/** Any payload as a block: text as it is, everything else as JSON. */
export function valueBlock(value: unknown, maxChars: number): string {
  if (typeof value === 'string') return fenced(cutText(value, maxChars), isJson(value) ? 'json' : '')
  return fenced(cutText(JSON.stringify(value, null, 2) ?? '', maxChars), 'json')
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text) && /[\]}]\s*$/.test(text)
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd8_00 && code <= 0xdb_ff
}
