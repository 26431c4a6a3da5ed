import { Form, InputNumber } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { NumberField } from '#web/ui/fields.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { leastRingSeconds, retryCauses } from '../attempt-policy.ts'
import { causeWords, text } from '../text.ts'
import style from './campaign.module.css'

/** Minutes beyond two hours, said in hours or days. */
const Long = ({ minutes }: { minutes: number | null | undefined }) => {
  const say = useWords()
  if (!minutes || minutes < 120) return null
  const inDays = minutes >= 2880
  const value = formatNumber(minutes / (inDays ? 1440 : 60), minutes % (inDays ? 1440 : 60) === 0 ? 0 : 1)
  return (
    <span className={style.asideInline}>
      = {value} {say(inDays ? text.days : text.hoursLong)}
    </span>
  )
}

/** How often a customer is tried, and how soon again, by how the last attempt ended. */
export const PolicyEditor = () => {
  const say = useWords()
  return (
    <>
      <div className={style.two}>
        <NumberField
          name={['attemptPolicy', 'maxAttempts']}
          label={text.maxAttempts}
          required
          least={1}
          most={20}
          unit={text.times}
        />
        <NumberField
          name={['attemptPolicy', 'ringSeconds']}
          label={text.ringSeconds}
          help={text.ringHelp}
          required
          least={leastRingSeconds}
          most={90}
          unit={text.seconds}
        />
      </div>
      <table className={style.policy}>
        <thead>
          <tr>
            <th scope="col">{say(text.whenCause)}</th>
            <th scope="col">{say(text.retryAfter)}</th>
            <th scope="col">{say(text.mostTries)}</th>
          </tr>
        </thead>
        <tbody>
          {retryCauses.map((cause) => (
            <tr key={cause}>
              <th scope="row">{say(causeWords[cause])}</th>
              <td>
                <Form.Item noStyle name={['attemptPolicy', 'byCause', cause, 'retryAfterMinutes']}>
                  <InputNumber
                    controls={false}
                    min={1}
                    max={43_200}
                    precision={0}
                    suffix={say(text.minutes)}
                    style={{ width: 150 }}
                    aria-label={`${say(causeWords[cause])} ${say(text.retryAfter)}`}
                  />
                </Form.Item>
                <Form.Item noStyle shouldUpdate>
                  {({ getFieldValue }) => (
                    <Long minutes={getFieldValue(['attemptPolicy', 'byCause', cause, 'retryAfterMinutes']) as number} />
                  )}
                </Form.Item>
              </td>
              <td>
                <Form.Item noStyle name={['attemptPolicy', 'byCause', cause, 'mostTries']}>
                  <InputNumber
                    controls={false}
                    min={1}
                    max={20}
                    precision={0}
                    suffix={say(text.times)}
                    style={{ width: 120 }}
                    aria-label={`${say(causeWords[cause])} ${say(text.mostTries)}`}
                  />
                </Form.Item>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
