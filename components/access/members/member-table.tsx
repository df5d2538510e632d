'use client'

import { UserMinus } from 'lucide-react'
import { useState } from 'react'
import { TimeText } from '#components/run-list/time-text.tsx'
import { FindBox } from '#components/table/find-box.tsx'
import { findRows, worthFinding } from '#components/table/find-rows.ts'
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
  const [typed, setTyped] = useState('')
  const found = findRows(members, typed, ({ name, email, role }) => [name, email, role])
  return (
    <ShortTable
      isCounted
      title="Members"
      rows={found}
      keyOf={({ userId }) => userId}
      empty={
        typed === ''
          ? 'Nobody has an account yet: whoever is invited makes one.'
          : `Nobody here is named like “${typed}”.`
      }
      tools={
        members.length < worthFinding ? null : <FindBox label="Find a member" value={typed} onValueChange={setTyped} />
      }
      columns={memberColumns(rest)}
    />
  )
}

function PersonName({ member: { name, email }, isSelf }: { member: Member; isSelf: boolean }) {
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-2">
      <bdi className="min-w-0 font-medium wrap-anywhere">{name === '' ? email : name}</bdi>
      {isSelf ? <Badge>you</Badge> : null}
      {name === '' ? null : <span className="w-full text-sm wrap-anywhere text-ink-2 wide:hidden">{email}</span>}
    </div>
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
  {
    header: 'Person',
    className: 'wide:w-1/4 wide:min-w-56',
    cell: (member) => <PersonName member={member} isSelf={member.userId === selfId} />,
  },
  {
    header: 'E-mail',
    className: 'w-1/3 min-w-56 leading-7 wrap-anywhere text-ink-2 max-wide:hidden',
    cell: ({ email }) => email,
  },
  {
    header: 'Role',
    className: 'w-32 max-narrow:w-px',
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
    header: 'Remove',
    isIconOnly: true,
    className: 'max-narrow:w-px max-narrow:pl-0',
    cell: (member) =>
      mayChange && !member.isOwner ? (
        <IconButton label={`Remove ${member.name || member.email}`} disabled={busy} onClick={() => onRemove(member)}>
          <UserMinus />
        </IconButton>
      ) : null,
  },
]
