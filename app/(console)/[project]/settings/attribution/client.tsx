'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SettingsLoading } from '#components/access/settings-loading.tsx'
import { AttributionEditor } from '#components/attribution/attribution-editor.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { ListError } from '#components/run-list/list-error.tsx'
import { SaveDialog } from '#components/attribution/save-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { attributionChange, attributionQueries, attributionTrial } from '#lib/api/attribution.ts'
import { keyQueries } from '#lib/api/keys.ts'
import type { AttributionRules } from '#lib/domain/attribution.ts'

/** By which attributes a project decides who pays: edited, tried on the last day, saved. */
export function AttributionClient({ project }: { project: string }) {
  const stored = useQuery(attributionQueries.rules(project))
  const keys = useQuery(keyQueries.list(project))
  const [draft, setDraft] = useState<AttributionRules | null>(null)
  const [isSaving, setSaving] = useState(false)
  const trial = useMutation(attributionTrial(project))
  const change = useMutation(attributionChange(project))
  const rules = draft ?? stored.data?.rules
  const isChanged = draft !== null && JSON.stringify(draft) !== JSON.stringify(stored.data?.rules)
  const edit = (next: AttributionRules) => {
    setDraft(next)
    trial.reset()
  }
  const close = () => {
    setSaving(false)
    change.reset()
  }
  const save = (reason: string) => {
    if (stored.data === undefined || rules === undefined) return
    const input = { rules, expectedVersion: stored.data.version, reason }
    change.mutate(input, {
      onSuccess: () => {
        setDraft(null)
        close()
        toast.success('Saved: what is sent from now on follows')
      },
    })
  }

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
              <Button variant="primary" disabled={!isChanged} focusableWhenDisabled onClick={() => setSaving(true)}>
                Save
              </Button>
            </>
          )
        }
      />
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
      <SaveDialog
        project={project}
        open={isSaving}
        busy={change.isPending}
        error={change.error?.message ?? null}
        onClose={close}
        onSave={save}
      />
    </>
  )
}
