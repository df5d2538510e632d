'use client'

import { TimeText } from '#components/run-list/time-text.tsx'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Invitation } from '#lib/domain/access/account.ts'
import { nsOfIso } from '#lib/format/time.ts'
import { roleLabel } from '../role-texts.ts'

type InvitationTableProps = {
  invitations: readonly Invitation[]
  mayChange: boolean
  busy: boolean
  nowMs: number
  onWithdraw: (invitationId: string) => void
}

/** Links by which somebody may still join. */
export function InvitationTable({ invitations, ...rest }: InvitationTableProps) {
  return (
    <ShortTable
      isCounted
      title="Open invitations"
      rows={invitations}
      keyOf={({ invitationId }) => invitationId}
      empty="None: everybody who was invited has joined, or the link has expired."
      columns={invitationColumns(rest)}
    />
  )
}

const invitationColumns = ({
  mayChange,
  busy,
  nowMs,
  onWithdraw,
}: Omit<InvitationTableProps, 'invitations'>): readonly ShortColumn<Invitation>[] => [
  {
    header: 'For',
    className: 'wide:w-1/4 wide:min-w-56',
    cell: ({ email }) => (
      <span className="block py-1 wrap-anywhere">
        {email === '' ? <span className="text-ink-2">Whoever has the link</span> : email}
      </span>
    ),
  },
  {
    header: 'Sent by',
    className: 'w-1/3 min-w-40 wrap-anywhere max-wide:hidden',
    cell: ({ invitedBy }) => <span className="leading-7 text-ink-2">{invitedBy || '–'}</span>,
  },
  {
    header: 'Role',
    className: 'w-32',
    cell: ({ role }) => <span className="leading-7">{roleLabel(role)}</span>,
  },
  {
    header: 'Expires',
    className: 'w-28 whitespace-nowrap leading-7 text-ink-2',
    cell: ({ expiresAt }) => <TimeText ns={nsOfIso(expiresAt)} nowMs={nowMs} />,
  },
  {
    header: 'Withdraw',
    isIconOnly: true,
    className: 'max-narrow:w-px max-narrow:pl-0',
    cell: ({ invitationId, email }) =>
      mayChange ? (
        <Button
          size="sm"
          disabled={busy}
          aria-label={`Withdraw the invitation for ${email || 'whoever has the link'}`}
          onClick={() => onWithdraw(invitationId)}
        >
          Withdraw
        </Button>
      ) : null,
  },
]
