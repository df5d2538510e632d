import type { ReactNode } from 'react'
import type { FieldRule } from '#lib/domain/attribution.ts'
import { KeyList } from './key-list.tsx'
import { PairList } from './pair-list.tsx'

type FieldRuleEditorProps = {
  rule: FieldRule
  known: readonly string[]
  /** Keys that records are sent with. */
  apiKeys: readonly { value: string; label: string }[]
  onChange: (rule: FieldRule) => void
}

/** Where one field is read, what is supposed where nothing is said, and what values are called. */
export function FieldRuleEditor({ rule, known, apiKeys, onChange }: FieldRuleEditorProps) {
  const change = (changed: Partial<FieldRule>) => onChange({ ...rule, ...changed })
  return (
    <div className="grid gap-7 wide:grid-cols-2 wide:gap-x-10">
      <Part title="Read from" says="The first that says something counts.">
        <KeyList keys={rule.keys} builtIn={rule.builtIn} known={known} onChange={change} />
      </Part>
      <Part title="Called otherwise" says="For example an id that people know by its name.">
        <PairList
          label="Values that are called otherwise"
          fromLabel="Value as it is sent"
          toLabel="Its name here"
          pairs={rule.renamed}
          onChange={(renamed) => change({ renamed })}
        />
      </Part>
      <Part
        title="Where nothing is said, by service"
        says="By service.name. What any span of the run says goes before."
      >
        <PairList
          label="Values by service"
          fromLabel="Service"
          toLabel="Value"
          pairs={rule.services.map(({ service, value }) => ({ from: service, to: value }))}
          onChange={(pairs) => change({ services: pairs.map(({ from, to }) => ({ service: from, value: to })) })}
        />
      </Part>
      <Part
        title="Where nothing is said, by API key"
        says="Goes before the service. A key bound to a tenant always wins."
      >
        <PairList
          label="Values by API key"
          fromLabel="API key"
          toLabel="Value"
          choices={apiKeys}
          pairs={rule.apiKeys.map(({ keyId, value }) => ({ from: keyId, to: value }))}
          onChange={(pairs) => change({ apiKeys: pairs.map(({ from, to }) => ({ keyId: from, value: to })) })}
        />
        {apiKeys.length === 0 ? <p className="text-ink-2">The project has no key yet.</p> : null}
      </Part>
    </div>
  )
}

function Part({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <div>
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-ink-2">{says}</p>
      </div>
      {children}
    </section>
  )
}
