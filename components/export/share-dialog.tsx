'use client'

import { useState } from 'react'
import { makerText } from '#components/access/maker-text.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { Select } from '#components/ui/select.tsx'
import { ShownOnce } from '#components/ui/shown-once.tsx'
import { minuteText } from './minute-text.ts'
import type { ListedShare, NewShare } from '#lib/domain/share.ts'

type ShareDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The link that was just made: it is shown this once. */
  made: NewShare | null
  shares: readonly ListedShare[]
  loading: boolean
  busy: boolean
  error: string | null
  onCreate: (days: number) => void
  onRevoke: (shareId: string) => void
}

const periods = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
]

/** Makes links to one run, and takes them back. */
export function ShareDialog({ open, onOpenChange, made, shares, loading, busy, error, ...rest }: ShareDialogProps) {
  const [days, setDays] = useState('7')
  return (
    <Dialog
      title="Share this run"
      description="Whoever has the link sees this one run with all its content, and nothing else, without signing in."
      open={open}
      onOpenChange={onOpenChange}
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-sm text-ink-2">Open for</span>
          <Select label="How long the link is open" value={days} options={periods} onValueChange={setDays} />
          <Button variant="primary" disabled={busy} onClick={() => rest.onCreate(Number(days))}>
            Make a link
          </Button>
        </div>
        {made === null ? null : <MadeLink made={made} />}
        <FormError error={error} />
        <OpenLinks shares={shares} loading={loading} busy={busy} onRevoke={rest.onRevoke} />
      </div>
    </Dialog>
  )
}

function MadeLink({ made }: { made: NewShare }) {
  const href = new URL(made.path, window.location.origin).href
  return (
    <ShownOnce label="The link" copyLabel="Copy the link" text={href}>
      Copy it now: it is not kept, and cannot be shown again.
    </ShownOnce>
  )
}

type OpenLinksProps = Pick<ShareDialogProps, 'shares' | 'loading' | 'busy' | 'onRevoke'>

function OpenLinks({ shares, loading, busy, onRevoke }: OpenLinksProps) {
  if (shares.length === 0)
    return <p className="text-sm text-ink-2">{loading ? 'Looking for open links …' : 'No link to this run is open.'}</p>
  return (
    <section aria-label="Open links" className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">Open links</h3>
      <ul className="divide-y border-y">
        {shares.map((share) => (
          <li key={share.shareId} className="flex items-center gap-2 py-1 text-sm">
            <code className="text-ink-3">{share.shareId.slice(0, 6)}</code>
            <span className="min-w-0 flex-1">
              until {minuteText(share.expiresAt)}
              <span className="text-ink-2">
                , made {minuteText(share.createdAt)} by {makerText(share)}
              </span>
            </span>
            <Button variant="danger" size="sm" disabled={busy} onClick={() => onRevoke(share.shareId)}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
