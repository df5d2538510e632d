import type { CallFacts, Identity } from '#lib/domain/span.ts'
import { claudeCodeKeys as keys, claudeCodePeople } from '#lib/semconv/claude-code.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import type { Attributes } from './attributes.ts'
import { emptyFacts } from './empty-facts.ts'
import { readIdentity } from './identity.ts'
import { provider } from './provider.ts'
import { normaliseUsage, nothingReported } from './usage.ts'
import type { EmitterKnowledge } from './usage.ts'

/** Anthropic's counts as they are: the input leaves cached tokens out, zeros are written, thinking is inside the output. */
const emitter: EmitterKnowledge = {
  input: 'exclusive',
  absentCacheRead: 'zero',
  absentCacheWrite: 'zero',
  absentReasoning: 'unknown',
  reasoning: 'included',
}

/** What spans and log records have in common. */
export function claudeCodeFacts(attributes: Attributes, resource: Attributes): CallFacts {
  return {
    ...emptyFacts('claude-code'),
    agentName: agentName(attributes),
    agentVersion: resource.text(otel.serviceVersion) || attributes.text(keys.appVersion),
    agentRunId: attributes.text(keys.agentId),
    identity: claudeCodeIdentity(attributes, resource),
  }
}

/** Tokens and the names of the model: of a call, not of the turn. */
export function claudeCodeCall(attributes: Attributes): Partial<CallFacts> {
  const reading = normaliseUsage(
    {
      ...nothingReported,
      input: attributes.count(keys.inputTokens),
      output: attributes.count(keys.outputTokens),
      cacheRead: attributes.count(keys.cacheReadTokens),
      cacheWrite: attributes.count(keys.cacheCreationTokens),
      cacheWrite5m: attributes.count(keys.cacheCreation5mTokens),
      cacheWrite1h: attributes.count(keys.cacheCreation1hTokens),
    },
    emitter,
  )
  const speed = attributes.text(keys.speed)
  return {
    kind: 'llm',
    operation: 'chat',
    provider: hostOf(attributes),
    requestId: attributes.text(keys.requestId),
    serviceTier: speed === 'normal' ? '' : speed,
    timeToFirstTokenNs: nanoseconds(attributes.number(keys.timeToFirstTokenMs)),
    usage: reading?.usage ?? null,
    tokenBasis: reading?.basis ?? 'unknown',
    usageClaim: reading ? 'own' : 'none',
    warnings: reading?.warnings ?? [],
  }
}

/** An error as it is told in attributes; nothing where the record tells of none. */
export function claudeCodeError(attributes: Attributes): Partial<CallFacts> {
  const errorMessage = attributes.text(keys.error)
  const failed = attributes.flag(keys.success) === false || errorMessage !== ''
  if (!failed) return {}
  const errorType = attributes.text(keys.errorType, keys.errorTypeLog, keys.errorClass, keys.statusCode)
  const endHint = /\b(abort|interrupt|cancel)/i.test(errorMessage) ? 'cancelled' : ''
  return { status: 'error', errorType, errorMessage, endHint }
}

export function nanoseconds(milliseconds: number | null): number | null {
  return milliseconds === null || milliseconds < 0 ? null : Math.round(milliseconds * 1e6)
}

/** `anthropic.provider` names the host: firstParty, bedrock, vertex ... */
function hostOf(attributes: Attributes): string {
  const host = attributes.text(keys.providerHost)
  const model = attributes.text(keys.requestModel, keys.model)
  return host === '' || host === 'firstParty' ? provider('anthropic', model) : provider(host, model)
}

/**
 * Sub-agents are named in log records (`agent.name`) and inside the query source:
 * `agent:builtin:general-purpose` in records, `agent.builtin.general-purpose` on spans.
 */
function agentName(attributes: Attributes): string {
  const named = attributes.text(keys.agentName, keys.agentType)
  if (named !== '') return named
  const source = attributes.text(keys.querySource, keys.querySourceSafe)
  const match = /^agent[:.](?:[^:.]+[:.])?(.+)$/.exec(source)
  if (match?.[1]) return match[1]
  return attributes.has(keys.agentId) ? '' : 'claude-code'
}

/** `user.id` is a hash of the installation; a person is named by the account or by the resource. */
function claudeCodeIdentity(attributes: Attributes, resource: Attributes): Identity {
  const identity = readIdentity(attributes, resource)
  for (const key of claudeCodePeople) {
    const user = attributes.text(key)
    if (user === '') continue
    return { ...identity, user, sources: { ...identity.sources, user: key } }
  }
  return identity
}
