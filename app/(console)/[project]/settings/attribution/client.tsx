'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { SettingsLoading } from '#components/access/settings-loading.tsx'
import { useMay } from '#components/access/use-may.ts'
import { AttributionEditor } from '#components/attribution/attribution-editor.tsx'
import { DerivationBar } from '#components/derivation/derivation-bar.tsx'
import { DerivationDialogContainer } from '#components/derivation/derivation-dialog-container.tsx'
import { useDerivation } from '#components/derivation/use-derivation.ts'
import { TopBar } from '#components/layout/top-bar.tsx'
import { ListError } from '#components/run-list/list-error.tsx'
import { SaveDialog } from '#components/attribution/save-dialog.tsx'
import { useRulesDraft } from '#components/attribution/use-rules-draft.ts'
import { Button } from '#components/ui/button.tsx'
import { attributionTrial } from '#lib/api/attribution.ts'
import { derivationCancel } from '#lib/api/derivation.ts'
import { keyQueries } from '#lib/api/keys.ts'
import type { AttributionRules } from '#lib/domain/attribution.ts'
import { isUnderWay } from '#lib/domain/derivation.ts'

/** By which attributes a project decides who pays: edited, tried on the last day, saved. */
export function AttributionClient({ project }: { project: string }) {
  const { stored, rules, isChanged, ...draft } = useRulesDraft(project)
  const keys = useQuery(keyQueries.list(project))
  const [isSaving, setSaving] = useState(false)
  const [asked, setAsked] = useState<{ hasSaved: boolean } | null>(null)
  const mayChange = useMay()(project, 'attribution:write')
  const reattribution = useDerivation(project, 'reattribution')
  const cancel = useMutation(derivationCancel(project, 'reattribution'))
  const trial = useMutation(attributionTrial(project))
  const edit = (next: AttributionRules) => {
    draft.edit(next)
    trial.reset()
  }
  const close = () => {
    setSaving(false)
    draft.forget()
  }
  const save = (reason: string) =>
    draft.save(reason, () => {
      close()
      setAsked({ hasSaved: true })
    })

  return (
    <>
      <TopBar
        title="Attribution"
        actions={
          rules === undefined ? null : (
            <>
              <Button disabled={trial.isPending} focusableWhenDisabled onClick={() => trial.mutate(rules)}>
                {trial.isPending ? 'Trying …' : 'Try'}
                <span className="max-narrow:sr-only">on the last day</span>
              </Button>
              {mayChange ? (
                <Button
                  disabled={isUnderWay(reattribution)}
                  onClick={() => setAsked({ hasSaved: false })}
                  className="max-narrow:hidden"
                >
                  <RefreshCw /> Attribute runs anew
                </Button>
              ) : null}
              {mayChange ? (
                <Button variant="primary" disabled={!isChanged} focusableWhenDisabled onClick={() => setSaving(true)}>
                  Save
                </Button>
              ) : null}
            </>
          )
        }
      />
      {reattribution === null ? null : (
        <DerivationBar
          kind="reattribution"
          derivation={reattribution}
          mayChange={mayChange}
          busy={cancel.isPending}
          onCancel={() => cancel.mutate()}
        />
      )}
      {rules !== undefined && stored.data !== undefined ? (
        <AttributionEditor
          rules={rules}
          known={stored.data.known}
          keys={keys.data?.items ?? []}
          preview={trial.data ?? null}
          trial={trial.submittedAt}
          previewError={trial.error?.message ?? null}
          onChange={edit}
        />
      ) : stored.isError ? (
        <ListError what="The rules" error={stored.error} onRetry={() => void stored.refetch()} />
      ) : (
        <SettingsLoading what="rules" />
      )}
      <SaveDialog open={isSaving} busy={draft.isSaving} error={draft.error} onClose={close} onSave={save} />
      {asked === null ? null : (
        <DerivationDialogContainer
          project={project}
          kind="reattribution"
          hasSaved={asked.hasSaved}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
