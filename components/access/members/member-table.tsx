'use client'

import { UserMinus } from 'lucide-react'
import { TimeText } from '#components/run-list/time-text.tsx'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Select } from '#components/ui/select.tsx'
import type { Member } from '#lib/domain/access/account.ts'
import type { Role } from '#lib/domain/access/role.ts'
import { nsOfIso } from '#lib/format/time.ts'
import { roleLabel, roleTexts } from '../role-texts.ts'

type MemberTableProps = {
  members: readonly Member[]
  /** Whoever reads; null where nobody has to sign in. */
  selfId: string | null
  mayChange: boolean
  busy: boolean
  nowMs: number
  onRole: (member: Member, role: Role) => void
  onRemove: (member: Member) => void
}

/** Who may open the project. */
export function MemberTable({ members, ...rest }: MemberTableProps) {
  return (
    <ShortTable
      title="Members"
      rows={members}
      keyOf={({ userId }) => userId}
      empty="Nobody has an account yet: whoever is invited makes one."
      columns={memberColumns(rest)}
    />
  )
}

function PersonName({ member: { name, email }, isSelf }: { member: Member; isSelf: boolean }) {
  return (
    <span className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-2">
      {name === '' ? null : <span className="font-medium">{name}</span>}
      <span className={name === '' ? undefined : 'text-sm text-ink-2'}>{email}</span>
      {isSelf ? <Badge>you</Badge> : null}
    </span>
  )
}

const memberColumns = ({
  selfId,
  mayChange,
  busy,
  nowMs,
  onRole,
  onRemove,
}: Omit<MemberTableProps, 'members'>): readonly ShortColumn<Member>[] => [
  { header: 'Person', cell: (member) => <PersonName member={member} isSelf={member.userId === selfId} /> },
  {
    header: 'Role',
    className: 'w-32',
    cell: (member) =>
      mayChange && !member.isOwner ? (
        <Select
          label={`Role of ${member.name || member.email}`}
          className="w-24"
          value={member.role}
          options={roleTexts}
          onValueChange={(role) => (role === member.role || busy ? undefined : onRole(member, role))}
        />
      ) : (
        <span className="inline-flex h-7 items-center">{member.isOwner ? 'Owner' : roleLabel(member.role)}</span>
      ),
  },
  {
    header: 'Since',
    className: 'w-28 whitespace-nowrap leading-7 text-ink-2 max-narrow:hidden',
    cell: ({ since }) => <TimeText ns={nsOfIso(since)} nowMs={nowMs} />,
  },
  {
    header: '',
    align: 'end',
    className: 'w-10',
    cell: (member) =>
      mayChange && !member.isOwner ? (
        <IconButton label={`Remove ${member.name || member.email}`} disabled={busy} onClick={() => onRemove(member)}>
          <UserMinus />
        </IconButton>
      ) : null,
  },
]
