'use client'

import { useNow } from '#components/layout/use-now.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import type { SignIn } from '#lib/domain/access/account.ts'
import { formatAbsoluteTime, formatRelativeTime } from '#lib/format/time.ts'
import { deviceName } from './device-name.ts'

type DeviceListProps = { signIns: readonly SignIn[]; busy: boolean; onSignOut: (signIn: SignIn) => void }

export function DeviceList({ signIns, busy, onSignOut }: DeviceListProps) {
  const nowMs = useNow(30_000)
  return (
    <ul aria-label="Devices" className="divide-y border-y">
      {signIns.map((signIn) => {
        const { signInId, userAgent, address, seenAt, signedInAt, isThis } = signIn
        const name = deviceName(userAgent)
        return (
          <li key={signInId} className="flex items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-medium" title={userAgent}>
                {name}
                {isThis ? <Badge tone="accent">this one</Badge> : null}
              </p>
              <p className="text-sm break-words text-ink-2">
                <time dateTime={seenAt} title={formatAbsoluteTime(nsOf(seenAt))}>
                  {isThis ? 'here now' : `seen ${formatRelativeTime(nsOf(seenAt), nowMs)}`}
                </time>
                , from {address}, signed in{' '}
                <time dateTime={signedInAt} title={formatAbsoluteTime(nsOf(signedInAt))}>
                  {formatRelativeTime(nsOf(signedInAt), nowMs)}
                </time>
              </p>
            </div>
            <Button
              aria-label={`Sign out on ${name}${isThis ? ', this device' : ''}`}
              disabled={busy}
              onClick={() => onSignOut(signIn)}
            >
              Sign out
            </Button>
          </li>
        )
      })}
    </ul>
  )
}

function nsOf(iso: string): string {
  return `${Date.parse(iso)}000000`
}
