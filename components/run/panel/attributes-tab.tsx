import type { SpanDetail } from '#lib/domain/run.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { toJson } from '#lib/run-view/parse-json.ts'
import { JsonTree } from '../content/json-tree.tsx'
import { Section } from './section.tsx'

export function AttributesTab({ detail }: { detail: SpanDetail }) {
  const { attributes, resourceAttributes, scope } = detail
  return (
    <>
      <Attributes title="Span" value={attributes} />
      <Attributes title="Resource" value={resourceAttributes} />
      <Attributes title={`Scope ${scope.name} ${scope.version}`} value={scope.attributes} />
    </>
  )
}

function Attributes({ title, value }: { title: string; value: Record<string, unknown> }) {
  const count = Object.keys(value).length
  return (
    <Section
      title={`${title}, ${count} ${count === 1 ? 'attribute' : 'attributes'}`}
      actions={count > 0 ? <CopyButton text={() => toJson(value)} label={`Copy attributes: ${title}`} /> : null}
    >
      {count === 0 ? null : <JsonTree value={value} label={`Attributes: ${title}`} openLevels={0} />}
    </Section>
  )
}
