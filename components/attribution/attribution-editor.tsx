'use client'

import { useState } from 'react'
import { FormError } from '#components/ui/form-error.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { TabPanel, Tabs } from '#components/ui/tabs.tsx'
import type { KeyView } from '#lib/domain/access/key.ts'
import type { AttributedField, Attribution, AttributionPreview, AttributionRules } from '#lib/domain/attribution.ts'
import { emptyRule, withRule } from './draft-rules.ts'
import { FieldRuleEditor } from './field-rule-editor.tsx'
import { fieldTexts } from './field-texts.ts'
import { PreviewTable } from './preview-table.tsx'

type AttributionEditorProps = {
  rules: AttributionRules
  known: Attribution['known']
  keys: readonly KeyView[]
  preview: AttributionPreview | null
  /** Another number for every trial. */
  trial: number
  /** Why the last trial failed. */
  previewError: string | null
  onChange: (rules: AttributionRules) => void
}

/** One tab a field, and below what the rules would do. */
export function AttributionEditor(props: AttributionEditorProps) {
  const { rules, known, keys, preview, trial, previewError, onChange } = props
  const [field, setField] = useState<AttributedField>('tenant')
  const apiKeys = keys
    .filter(({ kind }) => kind === 'ingest' || kind === 'admin')
    .map(({ keyId, name, prefix }) => ({ value: keyId, label: name || `${prefix}…` }))
  return (
    <Tabs
      label="What is attributed"
      className="flex-1"
      value={field}
      onValueChange={setField}
      items={fieldTexts.map(({ value, label }) => ({
        value,
        label: rules.fields[value] === undefined ? label : <RuledLabel label={label} />,
      }))}
    >
      <ScrollArea label="Rules" className="flex-1 pb-6">
        {fieldTexts.map(({ value, says }) => (
          <TabPanel key={value} value={value} className="px-3 py-4">
            <p className="pb-5 text-ink-2">{says}</p>
            <FieldRuleEditor
              rule={rules.fields[value] ?? emptyRule}
              known={known[value]}
              apiKeys={apiKeys}
              onChange={(rule) => onChange(withRule(rules, value, rule))}
            />
          </TabPanel>
        ))}
        <div className="px-3">
          <FormError error={previewError} />
        </div>
        {preview === null ? null : (
          <div key={trial} ref={showFrom}>
            <PreviewTable preview={preview} />
          </div>
        )}
      </ScrollArea>
    </Tabs>
  )
}

function RuledLabel({ label }: { label: string }) {
  return (
    <>
      {label} <span aria-hidden>•</span>
      <span className="sr-only">has a rule</span>
    </>
  )
}

/** What was just asked for may lie below what is seen. */
function showFrom(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
