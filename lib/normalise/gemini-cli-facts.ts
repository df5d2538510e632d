import type { Message } from '#lib/domain/message.ts'
import type { CallFacts } from '#lib/domain/span.ts'
import { geminiCliKeys as keys } from '#lib/semconv/gemini-cli.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import type { Attributes } from './attributes.ts'
import { emptyFacts } from './empty-facts.ts'
import { geminiCliPrompt } from './gemini-cli-prompt.ts'
import { readIdentity } from './identity.ts'
import { decodeJson, isRecord } from './json.ts'
import { provider } from './provider.ts'
import { normaliseUsage } from './usage.ts'
import type { EmitterKnowledge, ReportedUsage } from './usage.ts'

/**
 * Gemini's counts as they are: cached tokens are part of the prompt, thoughts are not part of the
 * candidates. Gemini has no charge for writing its implicit cache, so an absent write is none.
 */
const emitter: EmitterKnowledge = {
  input: 'inclusive',
  absentCacheRead: 'unknown',
  absentCacheWrite: 'zero',
  absentReasoning: 'unknown',
  reasoning: 'excluded',
}

/** What spans and log records have in common, and the turn that the prompt id names. */
export function geminiCliFacts(
  attributes: Attributes,
  resource: Attributes,
  promptId: string,
): { facts: CallFacts; turnId: string } {
  const identity = readIdentity(attributes, resource)
  const { turnId, agentName, agentRunId } = geminiCliPrompt(promptId, identity.session)
  const facts = {
    ...emptyFacts('gemini-cli'),
    // Spans and records of sub-agents carry the CLI's own name.
    agentName: agentName || attributes.text(keys.agentName, keys.agentNameLog) || keys.name,
    agentRunId,
    agentVersion: resource.text(otel.serviceVersion),
    identity,
  }
  return { facts, turnId }
}

export function geminiCliUsage(
  reported: ReportedUsage,
): Pick<CallFacts, 'usage' | 'tokenBasis' | 'usageClaim' | 'warnings'> {
  const reading = normaliseUsage(reported, emitter)
  return {
    usage: reading?.usage ?? null,
    tokenBasis: reading?.basis ?? 'unknown',
    usageClaim: reading ? 'own' : 'none',
    warnings: reading?.warnings ?? [],
  }
}

export function geminiCliProvider(attributes: Attributes, model: string): string {
  return provider(attributes.text(keys.providerName), model) || 'gcp.gemini'
}

/** A streamed answer comes as one message a chunk; its texts are one text. */
export function joinChunks(messages: readonly Message[]): Message[] {
  const joined: Message[] = []
  for (const message of messages) {
    const last = joined.at(-1)
    if (last?.role !== 'assistant' || message.role !== 'assistant') {
      joined.push({ ...message, parts: [...message.parts] })
      continue
    }
    for (const part of message.parts) {
      const tail = last.parts.at(-1)
      if (part.type === 'text' && tail?.type === 'text')
        last.parts[last.parts.length - 1] = { ...tail, text: tail.text + part.text }
      else last.parts.push(part)
    }
    last.finishReason = message.finishReason ?? last.finishReason
  }
  return joined
}

/** The log records write `system` where the model speaks. */
export function asAssistant(value: unknown): unknown {
  const decoded = decodeJson(value)
  if (!Array.isArray(decoded)) return decoded
  return decoded.map((message) => (isRecord(message) ? Object.assign(message, { role: 'assistant' }) : message))
}
