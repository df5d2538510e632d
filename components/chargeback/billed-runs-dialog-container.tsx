'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { keyText } from '#components/cost/dimension-texts.ts'
import { saveFile } from '#components/export/save-file.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { chargebackQueries } from '#lib/api/chargeback.ts'
import { tenantOfParam } from '#lib/chargeback/tenant-param.ts'
import type { BilledRuns } from '#lib/domain/billed-run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { apiPaths } from '#lib/paths.ts'
import { BilledRunsView } from './billed-runs-view.tsx'

type BilledRunsDialogProps = {
  project: string
  statementId: string
  version: number
  timeZone: string
  /** As in the address; null: all of them. */
  tenant: string | null
  label: string
  onClose: () => void
}

/** The runs that a closed statement is of, as they were frozen with it, and what each of them is now. */
export function BilledRunsDialogContainer(props: BilledRunsDialogProps) {
  const { project, statementId, version, timeZone, tenant, label, onClose } = props
  const [onlyChanged, setOnlyChanged] = useState(false)
  const chosen = { version, tenant: tenant ?? undefined, changed: onlyChanged ? true : undefined }
  const list = useInfiniteQuery({
    ...chargebackQueries.billedRuns(project, statementId, chosen),
    placeholderData: keepPreviousData,
  })
  const first = list.data?.pages[0]
  const whose = tenant === null ? 'all tenants' : keyText('tenant', tenantOfParam(tenant))
  return (
    <Dialog
      title={`Billed runs of ${whose}`}
      description={`${label}, version ${version}: each run as it was frozen, and what it is now. Notes of adjustments change nothing here.`}
      open
      onOpenChange={onClose}
      className="w-[min(60rem,calc(100vw-1rem))]"
    >
      {list.data === undefined || first === undefined ? (
        list.isError ? (
          <FormError error={list.error.message} />
        ) : (
          <output aria-label="Loading the runs" className="grid gap-3">
            <Skeleton className="w-2/3" />
            <Skeleton className="h-16" />
          </output>
        )
      ) : (
        <div className="-mx-4 -mt-3 grid gap-2" aria-busy={list.isPlaceholderData}>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 pt-3">
            <Checkbox checked={onlyChanged} onCheckedChange={setOnlyChanged}>
              Only what is otherwise by now
            </Checkbox>
            <Button
              onClick={() => void saveFile(apiPaths.billedRuns(project, statementId, { ...chosen, format: 'csv' }))}
            >
              <Download /> Save as CSV
            </Button>
          </div>
          <BilledRunsView
            project={project}
            title={sumText(first)}
            runs={list.data.pages.flatMap(({ items }) => items)}
            timeZone={timeZone}
            hasTenants={tenant === null}
            onlyChanged={onlyChanged}
          />
          {list.hasNextPage ? (
            <div className="flex flex-wrap items-center justify-center gap-3 px-3">
              {list.isFetchNextPageError ? <FormError error={list.error.message} /> : null}
              <Button
                disabled={list.isFetchingNextPage}
                focusableWhenDisabled
                onClick={() => void list.fetchNextPage()}
              >
                {list.isFetchingNextPage ? 'Loading …' : 'Show more'}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </Dialog>
  )
}

function sumText({ runs, billedUsd }: BilledRuns): string {
  return `${formatCountExact(runs)} ${runs === 1 ? 'run' : 'runs'}, ${formatUsdExact(billedUsd)} billed`
}
