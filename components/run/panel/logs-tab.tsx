import type { SpanDetail } from '#lib/domain/run.ts'
import { formatClockTime } from '#lib/format/time.ts'
import { Fold } from '../content/fold.tsx'
import { JsonTree } from '../content/json-tree.tsx'
import { Payload } from '../content/payload.tsx'
import { Section } from './section.tsx'

/** Log records that belong to this span. */
export function LogsTab({ detail }: { detail: SpanDetail }) {
  return (
    <Section title={`${detail.logs.length} log records`}>
      {detail.logs.length === 0 ? <p className="text-sm text-ink-3">No log record names this span.</p> : null}
      {detail.logs.map((log) => (
        <Fold
          key={log.logId}
          title={
            <span className="text-sm">
              <span className="text-ink-3 tabular">{formatClockTime(log.timeNs)}</span> {log.eventName || 'log'}
            </span>
          }
          preview={typeof log.body === 'string' ? log.body.slice(0, 200) : Object.keys(log.attributes).join(', ')}
        >
          {log.body === null ? null : <Payload value={log.body} label="Body" />}
          <JsonTree value={log.attributes} label="Attributes" openLevels={1} />
        </Fold>
      ))}
    </Section>
  )
}
