import { RuntimeFault } from './errors.mjs';

export const JSON_TYPE = 'application/json';

/** `undefined` and what has no JSON form (a function) become `null`: `undefined` is no JSON. */
export function toJson(value) {
  try {
    return Buffer.from(JSON.stringify(value) ?? 'null');
  } catch (error) {
    throw new RuntimeFault('Runtime.MarshalError', `cannot write the result as JSON: ${error.message}`, error);
  }
}

/** No body at all is an empty event, as on the platform. */
export function eventFromJson(body) {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch (error) {
    throw new RuntimeFault('Runtime.UnmarshalError', `cannot read the event as JSON: ${error.message}`);
  }
}
