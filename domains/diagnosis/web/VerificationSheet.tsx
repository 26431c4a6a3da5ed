import { Table } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { formatDuration, formatNumber, noValue } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Finding, KeptVerification } from '../contract.ts'
import { verdictTones } from '../finding.ts'
import { doubtWords, text, verdictHelp, verdictWords } from '../text.ts'
import { useDictionary } from './use-dictionary.ts'

type Row = { key: string; name: string; before: number | null; after: number | null; samples: string }

/** A share of time rests on hours, not on cases. */
const sampleIn = (scale: 'one' | 'seconds' | 'hours', sample: number | null): string =>
  scale === 'one' || sample === null ? formatNumber(sample) : formatDuration(sample * (scale === 'hours' ? 3600 : 1))

const Told = ({ code, told, scope }: { code: string; told: KeptVerification; scope: Finding['scope'] }) => {
  const say = useWords()
  const { find, format, formatChange, nameOf } = useDictionary()
  const scale = find(code)?.scales.denominator ?? 'one'
  const rows: Row[] = [
    {
      key: 'own',
      name: say(scope === 'person' ? text.own : text.ofProject),
      before: told.before,
      after: told.after,
      samples: `${sampleIn(scale, told.sampleBefore)} / ${sampleIn(scale, told.sampleAfter)}`,
    },
    {
      key: 'peers',
      name: say(text.aside, { what: say(text.peers), aside: told.peers }),
      before: told.peersBefore,
      after: told.peersAfter,
      samples: noValue,
    },
  ]
  const { change } = told
  return (
    <>
      <p>
        <StateTag tone={verdictTones[told.verdict]} text={verdictWords[told.verdict]} />{' '}
        {say(told.doubt ? doubtWords[told.doubt] : verdictHelp[told.verdict])}
      </p>
      <Table<Row>
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          { key: 'name', title: say(nameOf(code)), dataIndex: 'name' },
          {
            key: 'before',
            align: 'right',
            title: `${say(text.before)} ${told.fromBefore} – ${told.toBefore}`,
            render: (_, { before }) => format(code, before),
          },
          {
            key: 'after',
            align: 'right',
            title: `${say(text.after)} ${told.fromAfter} – ${told.toAfter}`,
            render: (_, { after }) => format(code, after),
          },
          { key: 'samples', align: 'right', title: say(text.sample), dataIndex: 'samples' },
        ]}
      />
      <p>
        {say(text.change)}
        {say({ zh: '：', en: ': ' })}
        <b>{change ? formatChange(code, change) : noValue}</b>
      </p>
    </>
  )
}

/** Whether it helped, or when that can be told. */
export const VerificationSheet = ({ finding }: { finding: Finding }) => {
  const say = useWords()
  const { verification, verifyOn, behaviour, scope, verifyAfterDays } = finding
  return (
    <Sheet title={text.verification} help={text.verificationHelp}>
      {verification ? (
        <Told code={behaviour} told={verification} scope={scope} />
      ) : verifyOn ? (
        say(text.verifiedOn, { day: verifyOn })
      ) : (
        say(text.notVerifiedYet, { days: verifyAfterDays })
      )}
    </Sheet>
  )
}
