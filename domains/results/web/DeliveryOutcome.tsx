import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { download } from '#web/client/call.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { Facts } from '#web/ui/Drawers.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { downloadFaults, type Received } from '../contract.ts'
import { text } from '../text.ts'
import style from './results.module.css'
import { useFaultWords } from './use-fault-told.ts'

const shownFaults = 1000

/** What became of the rows of a delivery, and every bad row with what is wrong with it. */
export const DeliveryOutcome = ({ received }: { received: Received }) => {
  const say = useWords()
  const may = useMay()
  const words = useFaultWords()
  const { id, kind, faults, read, recorded, corrected, unchanged, refused } = received
  const takeFaults = () =>
    void download(downloadFaults, { params: { deliveryId: id }, query: { reason: say(text.faultsReason) } })
  return (
    <>
      <Facts
        items={[
          { name: text.read, value: formatNumber(read) },
          { name: text.fresh, value: formatNumber(recorded) },
          { name: text.corrected, value: formatNumber(corrected) },
          { name: text.unchanged, value: formatNumber(unchanged) },
          { name: text.refused, value: formatNumber(refused) },
        ]}
      />
      {refused === 0 ? (
        <Alert type="success" showIcon title={say(text.noFaults)} />
      ) : (
        <>
          <div className={style.bar}>
            <span className={style.faint}>{refused > shownFaults && say(text.firstFaults)}</span>
            {may(downloadFaults) && (
              <Button icon={<DownloadOutlined />} onClick={takeFaults}>
                {say(text.downloadFaults)}
              </Button>
            )}
          </div>
          <div className={style.faults}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{say(text.row)}</th>
                  <th scope="col">{say(text.field)}</th>
                  <th scope="col">{say(text.fault)}</th>
                  <th scope="col">{say(text.content)}</th>
                </tr>
              </thead>
              <tbody>
                {faults.map((fault) => {
                  const { field, fault: wrong } = words(kind, fault)
                  return (
                    <tr key={fault.row}>
                      <td>{fault.row}</td>
                      <td>{field}</td>
                      <td className={style.wrong}>{wrong}</td>
                      <td className={style.cells}>{fault.cells.filter(Boolean).join(' | ')}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  )
}
