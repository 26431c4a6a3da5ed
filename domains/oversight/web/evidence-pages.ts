import { definePages } from '#web/ui/page.ts'
import { permissions as evidence } from '../evidence-contract.ts'
import { evidenceText, subjectText } from '../evidence-text.ts'
import { listSubjectRequests, permissions as subject } from '../subject-contract.ts'

export const evidencePages = definePages([
  {
    path: '/evidence',
    title: evidenceText.evidence,
    permission: evidence.gatherEvidence,
    menu: { group: 'compliance', position: 17 },
    component: () => import('./EvidencePage.tsx').then((page) => page.EvidencePage),
  },
  {
    path: '/subject-requests',
    title: subjectText.requests,
    permission: subject.askForSubject,
    menu: { group: 'compliance', position: 18 },
    search: listSubjectRequests.query,
    component: () => import('./SubjectRequestsPage.tsx').then((page) => page.SubjectRequestsPage),
  },
])
