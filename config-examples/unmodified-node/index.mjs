export const handler = async (event, context) => {
  console.log("saying hello");
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
  return { message: `hello, ${event.name}`, function: context.functionName };
};
