/** Text as it was sent, or what the sender put in the place of a secret. */
export type TextPiece = { text: string; isMasked: boolean }

/**
 * Placeholders of maskers in the field: Claude Code, Codex and OpenInference (REDACTED), Sentry (Filtered),
 * Logfire (Scrubbed due to), Langfuse (masked), Presidio (the kind of secret in angle brackets).
 */
const placeholders = [
  String.raw`__REDACTED__`,
  String.raw`[<[{]+(?:REDACTED|Redacted|redacted|MASKED|Masked|masked|FILTERED|Filtered|SCRUBBED|Scrubbed)(?:[: _-][\w :-]{0,40})?[>\]}]+`,
  String.raw`\[Scrubbed due to [^\]\n]{1,60}\]`,
  String.raw`<fully masked[^>\n]{0,60}>`,
  String.raw`<(?:PERSON|EMAIL_ADDRESS|PHONE_NUMBER|CREDIT_CARD|IBAN_CODE|IP_ADDRESS|US_SSN|CRYPTO|PASSWORD|API_KEY|SECRET)>`,
]
const placeholder = new RegExp(placeholders.join('|'), 'g')
/** Stars mask only as a whole value, or after a name and = or a colon: elsewhere they are typography. */
const starred = /^\s*\*{3,}\s*$/
const starredValue = /(?<=[=:]\s?["']?)\*{3,}(?=["'\s,;}]|$)/g
/** More text than this is not looked through. */
const MAX_LENGTH = 200_000

/** The pieces of a text; one piece when nothing is masked. */
export function splitMasked(text: string): TextPiece[] {
  if (text === '' || text.length > MAX_LENGTH) return [{ text, isMasked: false }]
  if (starred.test(text)) return [{ text, isMasked: true }]
  const found = [...text.matchAll(placeholder), ...text.matchAll(starredValue)].toSorted(
    (left, right) => left.index - right.index,
  )
  const pieces: TextPiece[] = []
  let from = 0
  for (const { 0: mask, index } of found) {
    if (index < from) continue
    if (index > from) pieces.push({ text: text.slice(from, index), isMasked: false })
    pieces.push({ text: mask, isMasked: true })
    from = index + mask.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isMasked: false })
  return pieces
}
