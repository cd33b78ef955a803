CREATE VIRTUAL TABLE `judgments_fts` USING fts5(text, content='', contentless_delete=1, tokenize='unicode61');
