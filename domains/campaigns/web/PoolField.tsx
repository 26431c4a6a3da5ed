import { Form, Select } from 'antd'
import { callerIdContract } from '#domains/compliance/contract.ts'
import { callerIdStateWords } from '#domains/compliance/text.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { text } from '../text.ts'

const { listCallerIds } = callerIdContract
const isNumber = (number: string): boolean => /^\+?[0-9]{3,20}$/.test(number)

/** Further numbers of the campaign's pool: chosen from the register, or typed where it is not for the reader. */
export const PoolField = () => {
  const say = useWords()
  const may = useMay()
  const main = Form.useWatch('callerId') as string | undefined
  const register = useAsk(listCallerIds, { query: { pageSize: 200 } }, { when: may(listCallerIds) })
  const options = (register.data?.rows ?? [])
    .filter(({ number, state }) => number !== main && state !== 'retired')
    .map(({ number, region, ownerName, state, openFlags }) => ({
      value: number,
      label: number,
      told: [
        region || ownerName,
        ...(state === 'inUse' ? [] : [say(callerIdStateWords[state])]),
        ...(openFlags > 0 ? [say(text.flaggedNumber)] : []),
      ].join(' · '),
    }))
  return (
    <Form.Item
      name="moreCallerIds"
      label={say(text.moreCallerIds)}
      extra={say(text.moreCallerIdsHelp)}
      rules={[
        {
          validator: (_rule, numbers: string[] | undefined) =>
            (numbers ?? []).every(isNumber) && (numbers ?? []).length <= 50
              ? Promise.resolve()
              : Promise.reject(new Error(say(text.moreCallerIdsWrong))),
        },
      ]}
    >
      <Select
        mode="tags"
        tokenSeparators={[',', '，', ' ', '、', ';']}
        options={options}
        loading={register.isFetching}
        optionRender={({ data }) => (
          <>
            <span className="ca-number">{data.value}</span> <small>{data.told}</small>
          </>
        )}
        placeholder={say(text.moreCallerIdsNone)}
      />
    </Form.Item>
  )
}
