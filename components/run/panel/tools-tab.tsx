import type { SpanDetail } from '#lib/domain/run.ts'
import { Badge } from '#components/ui/badge.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { requestedCounts } from '#lib/run-view/messages.ts'
import { toJson } from '#lib/run-view/parse-json.ts'
import { Fold } from '../content/fold.tsx'
import { JsonTree } from '../content/json-tree.tsx'
import { Section } from './section.tsx'

/** The tools that the model could choose from, and which it chose in this call. */
export function ToolsTab({ detail }: { detail: SpanDetail }) {
  const { toolDefinitions, outputMessages, requestParameters } = detail.content
  const counts = requestedCounts(outputMessages)
  const called = toolDefinitions.filter((tool) => counts.has(tool.name)).length
  return (
    <>
      <Section title={`${toolDefinitions.length} tools offered, ${called} called`}>
        {toolDefinitions.length === 0 ? (
          <p className="text-sm text-ink-3">The emitter sent no tool definitions for this call.</p>
        ) : null}
        {toolDefinitions.map((tool) => (
          <Fold
            key={tool.name}
            title={<code className="font-medium">{tool.name}</code>}
            preview={<span className="text-sm">{tool.description}</span>}
            actions={
              <>
                {counts.has(tool.name) ? <Badge tone="accent">called {counts.get(tool.name)} ×</Badge> : null}
                <CopyButton text={() => toJson(tool)} label={`Copy the definition of ${tool.name}`} />
              </>
            }
          >
            <p className="pb-1 text-sm text-ink-2">{tool.description}</p>
            <JsonTree value={tool.parameters} label={`Parameters of ${tool.name}`} openLevels={3} />
          </Fold>
        ))}
      </Section>
      {Object.keys(requestParameters).length > 0 ? (
        <Section title="Request parameters">
          <JsonTree value={requestParameters} label="Request parameters" />
        </Section>
      ) : null}
    </>
  )
}
