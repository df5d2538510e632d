export type FinishReason =
  | 'stop'
  | 'length'
  | 'tool_call'
  | 'content_filter'
  | 'refusal'
  | 'compaction'
  | 'error'
  | 'other'

const canonical = new Map<string, FinishReason>([
  ['stop', 'stop'],
  ['stopsequence', 'stop'],
  ['endturn', 'stop'],
  ['complete', 'stop'],
  ['completed', 'stop'],
  ['done', 'stop'],
  ['eos', 'stop'],
  ['end', 'stop'],
  ['length', 'length'],
  ['maxtokens', 'length'],
  ['maxoutputtokens', 'length'],
  ['modelcontextwindowexceeded', 'length'],
  ['incomplete', 'length'],
  ['toolcall', 'tool_call'],
  ['toolcalls', 'tool_call'],
  ['tooluse', 'tool_call'],
  ['functioncall', 'tool_call'],
  ['functioncalls', 'tool_call'],
  ['pauseturn', 'other'],
  ['contentfilter', 'content_filter'],
  ['contentfiltered', 'content_filter'],
  ['guardrailintervened', 'content_filter'],
  ['safety', 'content_filter'],
  ['recitation', 'content_filter'],
  ['blocklist', 'content_filter'],
  ['prohibitedcontent', 'content_filter'],
  ['spii', 'content_filter'],
  ['refusal', 'refusal'],
  ['compaction', 'compaction'],
  ['error', 'error'],
  ['failed', 'error'],
  ['malformedfunctioncall', 'error'],
])

/** Maps a provider's or framework's finish reason to the canonical word; '' for nothing. */
export function finishReason(raw: string): FinishReason | '' {
  const key = raw
    .toLowerCase()
    .replace(/^finish_?reason[._]?/, '')
    .replace(/[^a-z]/g, '')
  if (key === '') return ''
  return canonical.get(key) ?? 'other'
}

/** Canonical reasons, each once, in order. */
export function finishReasons(raw: readonly string[]): FinishReason[] {
  const found = new Set<FinishReason>()
  for (const text of raw) {
    const reason = finishReason(text)
    if (reason !== '') found.add(reason)
  }
  return [...found]
}
