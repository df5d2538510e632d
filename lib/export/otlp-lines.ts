import type { LogRecord, OtlpResource, OtlpScope, SpanRecord } from '#lib/domain/otlp.ts'

type Envelope = { resource: OtlpResource; scope: OtlpScope }
type Grouped<Item> = { resource: OtlpResource; scopes: { scope: OtlpScope; items: Item[] }[] }

/** One OTLP/JSON request for `/v1/traces`, spans grouped by resource and scope as they came. */
export function tracesRequest(records: readonly SpanRecord[]): string {
  const groups = byEnvelope(records, ({ span }) => span)
  return JSON.stringify({
    resourceSpans: groups.map(({ resource, scopes }) => ({
      ...resourceOf(resource),
      scopeSpans: scopes.map(({ scope, items }) => ({ ...scopeOf(scope), spans: items })),
    })),
  })
}

/** One OTLP/JSON request for `/v1/logs`. */
export function logsRequest(records: readonly LogRecord[]): string {
  const groups = byEnvelope(records, ({ log }) => log)
  return JSON.stringify({
    resourceLogs: groups.map(({ resource, scopes }) => ({
      ...resourceOf(resource),
      scopeLogs: scopes.map(({ scope, items }) => ({ ...scopeOf(scope), logRecords: items })),
    })),
  })
}

/** Envelopes are equal when their text is: nothing of them is lost by grouping. */
function byEnvelope<Record extends Envelope, Item>(
  records: readonly Record[],
  itemOf: (record: Record) => Item,
): Grouped<Item>[] {
  const byResource = Map.groupBy(records, ({ resource }) => JSON.stringify(resource))
  return [...byResource.values()].flatMap((ofResource) => {
    const [first] = ofResource
    if (first === undefined) return []
    const byScope = Map.groupBy(ofResource, ({ scope }) => JSON.stringify(scope))
    const scopes = [...byScope.values()].flatMap((ofScope) =>
      ofScope[0] === undefined ? [] : [{ scope: ofScope[0].scope, items: ofScope.map(itemOf) }],
    )
    return [{ resource: first.resource, scopes }]
  })
}

/** The schema's address stands beside the resource on the wire. */
function resourceOf({ schemaUrl, ...resource }: OtlpResource): { resource: object; schemaUrl: string } {
  return { resource, schemaUrl }
}

function scopeOf({ schemaUrl, ...scope }: OtlpScope): { scope: object; schemaUrl: string } {
  return { scope, schemaUrl }
}
