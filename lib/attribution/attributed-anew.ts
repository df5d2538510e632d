import type { AttributionRules } from '#lib/domain/attribution.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { Identity, LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { normaliseLog, normaliseSpan, type IdentityRules } from '#lib/normalise/index.ts'
import { compileRules, withKey, type Attribute } from './attribute-by-rules.ts'
import { bindIdentity } from './bind-identity.ts'

type Records = { spans: readonly SpanFacts[]; logs: readonly LogFacts[] }
/** JSON of {resource, scope, span} by `traceId/spanId`, of {resource, scope, log} by `logId`. */
type Raws = { spans: ReadonlyMap<string, string>; logs: ReadonlyMap<string, string> }

/** Stored records as other rules would have attributed them; one whose raw text is gone stays as it was. */
export function attributedAnew({ spans, logs }: Records, raws: Raws, rules: AttributionRules): Records {
  const attribute = compileRules(rules)
  return {
    spans: spans.map((facts) => {
      const raw = raws.spans.get(`${facts.traceId}/${facts.spanId}`)
      return raw === undefined ? facts : attributedSpan(facts, raw, attribute)
    }),
    logs: logs.map((facts) => {
      const raw = raws.logs.get(facts.logId)
      return raw === undefined ? facts : attributedLog(facts, raw, attribute)
    }),
  }
}

/** One stored span by compiled rules; null stands for none. */
export function attributedSpan(facts: SpanFacts, raw: string, attribute: Attribute | null): SpanFacts {
  const record: SpanRecord = JSON.parse(raw)
  return { ...facts, identity: identityBy(facts, (by) => normaliseSpan({ ...by, record }), attribute) }
}

/** The same of a log record. */
export function attributedLog(facts: LogFacts, raw: string, attribute: Attribute | null): LogFacts {
  const record: LogRecord = JSON.parse(raw)
  return { ...facts, identity: identityBy(facts, (by) => normaliseLog({ ...by, record }), attribute) }
}

type Mapped = { facts: { identity: Identity } }
type By = { project: string; rawBytes: number; rules: IdentityRules | null }

/** What the key said and which one it was stays: no payload has it. */
function identityBy(
  { project, rawBytes, identity: { sources, tenant, environment } }: SpanFacts | LogFacts,
  map: (by: By) => Mapped,
  attribute: Attribute | null,
): Identity {
  const keyId = sources['key'] ?? null
  const { facts } = map({ project, rawBytes, rules: withKey(attribute, keyId) })
  return bindIdentity(facts.identity, {
    keyId,
    tenant: sources['tenant'] === 'key' ? tenant : null,
    environment: sources['environment'] === 'key' ? environment : null,
  })
}
