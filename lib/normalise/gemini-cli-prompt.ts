/** What a prompt id says: the turn of the person, and the sub-agent that asked. */
export type GeminiCliPrompt = { turnId: string; agentName: string; agentRunId: string }

/** Helpers that lost their context invent an id: their calls belong to whatever turn is running. */
const invented = /^[a-z-]+-fallback-\d+|^edit-corrector-\d+$/

/**
 * Prompt ids are `<session>` or `<session>########<n>`; a sub-agent's every step appends
 * `-<agent>-<random>#<step>` to the id of the prompt that launched it.
 */
export function geminiCliPrompt(promptId: string, session: string): GeminiCliPrompt {
  if (invented.test(promptId)) return { turnId: '', agentName: '', agentRunId: '' }
  if (session === '' || !promptId.startsWith(session)) return { turnId: promptId, agentName: '', agentRunId: '' }
  const rest = promptId.slice(session.length)
  const turn = /^#{8}\d+/.exec(rest)?.[0] ?? ''
  const step = /(?:^|#\d+)-([^#]+)-[a-z0-9]{1,6}#\d+$/.exec(rest)
  const agentRunId = step ? promptId.slice(0, promptId.lastIndexOf('#')) : ''
  return { turnId: session + turn, agentName: step?.[1] ?? '', agentRunId }
}
