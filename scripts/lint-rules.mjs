/** Lint rules of our own, for what no plugin knows. */
const DATABASE_TIME =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)|\b(?:current_(?:timestamp|date|time)|localtime(?:stamp)?)\b|'(?:now|today)'\s*::/i;
const MARKED = /--\s*lease\b/i;

/** The node's clock is one and can be set; the database's is another. `$now` is a parameter, except where a lease is kept. */
const sqlTime = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { time: 'SQL takes the time as a parameter ($now); only a line marked `-- lease` may ask the database.' },
  },
  create(context) {
    const judge = (node, text) => {
      text.split('\n').forEach((line, index) => {
        if (DATABASE_TIME.test(line) && !MARKED.test(line)) {
          context.report({ node, loc: { line: node.loc.start.line + index, column: 0 }, messageId: 'time' });
        }
      });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && judge(node, node.value),
      TemplateElement: (node) => judge(node, node.value.raw),
    };
  },
};

export const houseRules = { rules: { 'sql-time': sqlTime } };
