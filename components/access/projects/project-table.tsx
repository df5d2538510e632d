'use client'

import { Pencil } from 'lucide-react'
import Link from 'next/link'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { roleMay } from '#lib/domain/access/can.ts'
import type { Role } from '#lib/domain/access/role.ts'
import type { Project } from '#lib/domain/project.ts'
import { paths } from '#lib/paths.ts'
import { roleLabel } from '../role-texts.ts'

/** A project and what the reader is there. */
export type OpenProject = Project & { role: Role | null }

type ProjectTableProps = { projects: readonly OpenProject[]; onRename: (project: OpenProject) => void }

export function ProjectTable({ projects, onRename }: ProjectTableProps) {
  return (
    <ShortTable
      title="Open to you"
      rows={projects}
      keyOf={({ project }) => project}
      empty=""
      columns={projectColumns(onRename)}
    />
  )
}

const projectColumns = (onRename: ProjectTableProps['onRename']): readonly ShortColumn<OpenProject>[] => [
  {
    header: 'Name',
    cell: ({ project, name }) => (
      <Link href={paths.runs(project)} className="leading-7 font-medium wrap-anywhere hover:underline">
        {name}
      </Link>
    ),
  },
  {
    header: 'Id',
    className: 'max-narrow:hidden',
    cell: ({ project }) => <code className="leading-7 text-ink-2">{project}</code>,
  },
  {
    header: 'Your role',
    className: 'w-28',
    cell: ({ role }) => <span className="leading-7">{role === null ? '–' : roleLabel(role)}</span>,
  },
  {
    header: '',
    align: 'end',
    className: 'w-10',
    cell: (project) =>
      project.role !== null && roleMay(project.role, 'project:write') ? (
        <IconButton label={`Rename ${project.name}`} onClick={() => onRename(project)}>
          <Pencil />
        </IconButton>
      ) : null,
  },
]
