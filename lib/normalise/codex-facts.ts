import type { CallFacts, Identity } from '#lib/domain/span.ts'
import { codexKeys as keys } from '#lib/semconv/codex.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import type { Attributes } from './attributes.ts'
import { emptyFacts } from './empty-facts.ts'
import { readIdentity } from './identity.ts'
import { provider } from './provider.ts'
import { normaliseUsage, nothingReported } from './usage.ts'
import type { EmitterKnowledge, ReportedUsage } from './usage.ts'

/** OpenAI's counts as they are: cached tokens are part of the input, reasoning is part of the output. */
const emitter: EmitterKnowledge = {
  input: 'inclusive',
  absentCacheRead: 'zero',
  absentCacheWrite: 'zero',
  absentReasoning: 'unknown',
  reasoning: 'included',
}

/** What spans, span events and log records have in common. */
export function codexFacts(attributes: Attributes, resource: Attributes): CallFacts {
  return {
    ...emptyFacts('codex'),
    agentVersion: resource.text(otel.serviceVersion) || attributes.text(keys.appVersion),
    identity: codexIdentity(attributes, resource),
  }
}

export function codexTurnId(attributes: Attributes): string {
  return attributes.text(keys.turnId, keys.turnIdUnderscore)
}

type UsageFacts = Pick<CallFacts, 'usage' | 'tokenBasis' | 'warnings'>

export function codexUsage(reported: Partial<ReportedUsage>): UsageFacts {
  const reading = normaliseUsage({ ...nothingReported, ...reported }, emitter)
  return { usage: reading?.usage ?? null, tokenBasis: reading?.basis ?? 'unknown', warnings: reading?.warnings ?? [] }
}

/** Codex lets users name providers freely (`provider_name`); a known model tells more. */
export function codexProvider(model: string): string {
  return provider('', model) || (model === '' ? '' : 'openai')
}

/** A failed HTTP request to the model, as an event of a span or as a log record; null when it succeeded. */
export function codexRequestError(attributes: Attributes): Partial<CallFacts> | null {
  const status = attributes.number(keys.statusCode, keys.statusCodeOld)
  const errorMessage = attributes.text(keys.errorMessage)
  const isFailed = errorMessage !== '' || (status !== null && status >= 400)
  if (!isFailed) return null
  return {
    status: 'error',
    errorType: status === null ? '' : String(status),
    errorMessage,
    requestId: attributes.text(keys.requestId),
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** `thread.id` is the conversation where it is a UUID, and the number of a thread elsewhere. */
function codexIdentity(attributes: Attributes, resource: Attributes): Identity {
  const identity = readIdentity(attributes, resource)
  const found = { ...identity, sources: { ...identity.sources } }
  for (const key of [keys.conversationId, keys.threadId, keys.threadIdUnderscore]) {
    const session = attributes.text(key)
    if (!uuid.test(session)) continue
    found.session = session
    found.sources['session'] = key
    break
  }
  const environment = resource.text(keys.env)
  if (found.environment === '' && environment !== '') {
    found.environment = environment
    found.sources['environment'] = `resource:${keys.env}`
  }
  return found
}
