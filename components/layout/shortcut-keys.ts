/**
 * Keys as they are written in bindings: `j`, `?`, `Enter`, `ArrowDown`, `mod+k`
 * (mod is ⌘ on a Mac, Ctrl elsewhere), `shift+Enter`.
 */
export type KeyStroke = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>

export function matchesKey(binding: string, event: KeyStroke): boolean {
  const parts = partsOf(binding)
  const key = parts.at(-1) ?? ''
  const wantsMod = parts.includes('mod')
  const wantsShift = parts.includes('shift')
  if (wantsMod !== (event.metaKey || event.ctrlKey) || event.altKey) return false
  // A printable key says by itself whether shift was held: `?` is shift and `/` on many keyboards.
  if (key.length > 1 && wantsShift !== event.shiftKey) return false
  return event.key.toLowerCase() === key.toLowerCase() && (key.length > 1 || wantsMod || event.key === key)
}

const keyNames: Record<string, string> = {
  mod: '⌘',
  shift: '⇧',
  ' ': 'Space',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** What is printed on the key; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function keyLabel(binding: string, isMac: boolean): string {
  const names = partsOf(binding).map((part) => {
    if (part === 'mod' && !isMac) return 'Ctrl'
    return keyNames[part] ?? (part.length === 1 && binding.length > 1 ? part.toUpperCase() : part)
  })
  return names.join(isMac ? '' : ' ')
}

/** `+` itself is a key too. */
function partsOf(binding: string): string[] {
  return binding === '+' ? ['+'] : binding.split('+')
}
