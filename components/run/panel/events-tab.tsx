import type { SpanDetail } from '#lib/domain/run.ts'
import { formatClockTime } from '#lib/format/time.ts'
import { Fold } from '../content/fold.tsx'
import { JsonTree } from '../content/json-tree.tsx'
import { Section } from './section.tsx'

type EventsTabProps = { detail: SpanDetail; hasSpan: (spanId: string) => boolean; onSelect: (spanId: string) => void }

export function EventsTab({ detail, hasSpan, onSelect }: EventsTabProps) {
  return (
    <>
      <Section title={`${detail.events.length} events`}>
        {detail.events.map((event, index) => (
          <Fold
            key={index}
            title={
              <span className="text-sm">
                <span className="text-ink-3 tabular">{formatClockTime(event.timeNs)}</span> {event.name}
              </span>
            }
            preview={Object.keys(event.attributes).join(', ')}
          >
            <JsonTree value={event.attributes} label={`Attributes of ${event.name}`} />
          </Fold>
        ))}
      </Section>
      <Section title={`${detail.links.length} links`}>
        {detail.links.map((link, index) => (
          <Fold
            key={index}
            title={<code className="text-sm">{link.spanId}</code>}
            preview={`trace ${link.traceId}`}
            actions={
              hasSpan(link.spanId) ? (
                <button
                  type="button"
                  className="text-sm text-accent hover:underline"
                  onClick={() => onSelect(link.spanId)}
                >
                  Open
                </button>
              ) : null
            }
          >
            <JsonTree value={{ traceId: link.traceId, ...link.attributes }} label="Link" />
          </Fold>
        ))}
      </Section>
    </>
  )
}
