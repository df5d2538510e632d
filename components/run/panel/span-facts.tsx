import type { ReactNode } from 'react'
import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatAbsoluteTime } from '#lib/format/time.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { CostButton } from '../cost/cost-button.tsx'
import { basisTexts, reasonText, roleTexts } from '../cost/cost-texts.ts'
import { UsageTable } from '../usage-value.tsx'

type SpanFactsProps = { node: SpanNode; detail: SpanDetail | undefined; onSelect: (spanId: string) => void }

export function SpanFacts({ node, detail, onSelect }: SpanFactsProps) {
  const requested = detail?.content.requestParameters.model
  return (
    <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-0.5 text-sm [&_dd]:min-w-0 [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-ink-3">
      <Fact name="Model" value={node.model}>
        {node.model}
        {typeof requested === 'string' && requested !== node.model ? (
          <span className="text-ink-3"> asked for {requested}</span>
        ) : null}
        {node.provider ? <span className="text-ink-3"> · {node.provider}</span> : null}
      </Fact>
      <Fact name="Finished by" value={node.finishReasons.join(', ')} />
      <Fact
        name="First token"
        value={node.timeToFirstTokenNs === null ? null : formatDurationNs(node.timeToFirstTokenNs)}
      />
      <TokenFacts node={node} onSelect={onSelect} />
      <CostFacts node={node} />
      <Fact name="Agent" value={node.agent} />
      <Fact name="Prompt" value={detail?.promptName ? `${detail.promptName} ${detail.promptVersion ?? ''}` : null} />
      <Fact name="Started" value={formatAbsoluteTime(node.startNs)} />
      <Fact name="Operation" value={[node.operation, node.name].filter(Boolean).join(' · ')} />
      <Fact name="Emitted by" value={[node.serviceName, node.scopeName, node.dialect].filter(Boolean).join(' · ')} />
      {node.source === 'log' ? <Fact name="Source" value="A log record; no span was sent for this call." /> : null}
    </dl>
  )
}

function TokenFacts({ node, onSelect }: Pick<SpanFactsProps, 'node' | 'onSelect'>) {
  if (node.usage === null) return null
  const { duplicateOf } = node
  const reason = roleTexts[node.usageRole]
  return (
    <Fact name="Tokens" value="known">
      <UsageTable usage={node.usage} />
      <div className="text-xs text-ink-3">{basisTexts[node.tokenBasis]}</div>
      {reason === null ? null : (
        <div className="text-xs text-warn">
          {reason}{' '}
          {duplicateOf === null ? null : (
            <button type="button" className="text-accent hover:underline" onClick={() => onSelect(duplicateOf)}>
              Open the one that counts
            </button>
          )}
        </div>
      )}
    </Fact>
  )
}

function CostFacts({ node }: { node: SpanNode }) {
  if (node.costStatus === 'none' && node.reportedCostUsd === null) return null
  return (
    <Fact name="Cost" value="known">
      <CostButton
        target={{ of: 'call', spanId: node.spanId }}
        of={node.label || node.name}
        className="font-medium underline"
      >
        <span className="tabular">{formatUsdExact(node.costUsd)}</span>
      </CostButton>
      {node.costStatus === 'priced' || node.costStatus === 'none' ? null : (
        <span className="text-warn"> {node.costStatus}</span>
      )}
      {node.costReason === null
        ? null
        : node.costReason.split('; ').map((reason) => (
            <div key={reason} className="text-xs text-ink-3">
              {reasonText(reason)}
            </div>
          ))}
      {node.reportedCostUsd === null ? null : (
        <span className="text-ink-3"> · reported by the emitter {formatUsdExact(node.reportedCostUsd)}</span>
      )}
    </Fact>
  )
}

/** One line; left out when there is nothing to say. */
function Fact({ name, value, children }: { name: string; value: string | null; children?: ReactNode }) {
  if (value === null || value === '') return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{children ?? value}</dd>
    </>
  )
}
