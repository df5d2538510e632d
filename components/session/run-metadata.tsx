import { sourceText } from '#components/attribution/source-text.ts'
import { Section } from '#components/run/panel/section.tsx'
import type { Run } from '#lib/domain/run.ts'

/** Who and what a run was for, and which attribute said so. */
export function RunMetadata({ run }: { run: Run }) {
  const models = run.models.map(({ model, requestedModel }) => model ?? requestedModel ?? 'unknown')
  const facts: [string, string, string | null][] = [
    ['Tenant', 'tenant', run.tenant],
    ['User', 'user', run.user],
    ['Feature', 'feature', run.feature],
    ['Task type', 'taskType', run.taskType],
    ['Agent', 'agent', run.agent],
    ['Version', 'agentVersion', run.agentVersion],
    ['Environment', 'environment', run.environment],
    ['Outcome', 'outcome', run.outcome],
    ['Models', 'models', models.join(', ') || null],
    ['Tags', 'tags', run.tags.join(', ') || null],
    ['Dialect', 'dialects', run.dialects.join(', ') || null],
  ]
  const known = facts.filter(([, , value]) => value !== null)
  return (
    <Section title="Run">
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-1 text-sm">
        {known.map(([label, field, value]) => (
          <div key={field} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-3">{label}</dt>
            <dd className="[overflow-wrap:anywhere]">
              {value}
              {run.identitySources[field] === undefined ? null : (
                <span className="pl-2 text-xs text-ink-3">{sourceText(run.identitySources[field])}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
