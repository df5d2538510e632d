'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { TimeText } from '#components/run-list/time-text.tsx'
import { actorLabel } from '#components/access/history/history-texts.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { priceQueries } from '#lib/api/prices.ts'
import type { SavedPrices } from '#lib/domain/price-page.ts'
import { nsOfIso } from '#lib/format/time.ts'
import { OwnPricesTable } from './own-prices-table.tsx'

type VersionsDialogProps = {
  project: string
  nowMs: number
  /** Null for whoever may not change prices. */
  onRestore: ((saved: SavedPrices) => void) | null
  onClose: () => void
}

/** The prices as they were, each time with who changed them and why. */
export function VersionsDialogContainer({ project, nowMs, onRestore, onClose }: VersionsDialogProps) {
  const versions = useQuery(priceQueries.versions(project))
  const [shown, setShown] = useState<number | null>(null)
  const items = versions.data?.items ?? []
  return (
    <Dialog
      title="Versions of the prices"
      description="Each run says by which version it was priced."
      open
      onOpenChange={onClose}
      className="w-[min(44rem,calc(100vw-1rem))]"
    >
      <FormError error={versions.error?.message ?? null} />
      {versions.data !== undefined && items.length === 0 ? (
        <p className="text-ink-2">No prices were ever saved: the price list holds.</p>
      ) : null}
      <ol className="divide-y">
        {items.map(({ version, at, by, reason, prices }, index) => (
          <li key={version} className="py-2">
            <div className="flex items-baseline gap-3">
              <span className="tabular font-medium">Version {version}</span>
              <span className="min-w-0 flex-1 text-sm text-ink-2 wrap-anywhere">
                {by === null ? '' : actorLabel(by)}{' '}
                {at === null ? null : <TimeText ns={nsOfIso(at)} nowMs={Math.max(nowMs, Date.parse(at))} />}
                {reason === '' ? '' : `: ${reason}`}
              </span>
              <Button
                size="sm"
                aria-expanded={shown === version}
                onClick={() => setShown(shown === version ? null : version)}
              >
                {prices} {prices === 1 ? 'price' : 'prices'}
              </Button>
            </div>
            {shown === version ? (
              <OldTable project={project} version={version} onRestore={index === 0 ? null : onRestore} />
            ) : null}
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

type OldTableProps = Pick<VersionsDialogProps, 'project' | 'onRestore'> & { version: number }

function OldTable({ project, version, onRestore }: OldTableProps) {
  const saved = useQuery(priceQueries.version(project, version))
  const { data } = saved
  if (data === undefined) return <FormError error={saved.error?.message ?? null} />
  return (
    <div className="-mx-3">
      <OwnPricesTable prices={data.table.prices} mayChange={false} onEdit={ignore} onRemove={ignore} />
      {data.table.billReported.length === 0 ? null : (
        <p className="px-3 pt-2 text-sm text-ink-2">Billed as reported: {data.table.billReported.join(', ')}</p>
      )}
      {onRestore === null ? null : (
        <div className="px-3 pt-2">
          <Button onClick={() => onRestore(data)}>Restore version {version}</Button>
        </div>
      )}
    </div>
  )
}

const ignore = () => {}
