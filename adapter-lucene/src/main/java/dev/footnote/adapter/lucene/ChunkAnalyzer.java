package dev.footnote.adapter.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.core.TypeTokenFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts texts into terms: Chinese words for the fields that end in {@link ChunkFields#CHINESE}, stemmed words of all
 * other scripts for the rest. A term comes from one of the two, never from both.
 *
 * <p>Words that questions are made of, whatever they are about, are no terms: they would weigh most where they are
 * rare.
 */
public final class ChunkAnalyzer extends DelegatingAnalyzerWrapper {

    private static final Set<String> ENGLISH_STOPS = Set.of(
            ("a about an and any are as at be been but by can could did do does for from had has have he her his how i if"
                            + " in into is it its like me my no not of on or our out please she should so such tell"
                            + " than that the their them then there these they this to up us was we were what when"
                            + " where which who whom whose why will with would you your many much")
                    .split(" "));

    private static final Set<String> CHINESE_STOPS =
            Set.of("的 了 是 在 和 与 或 吗 呢 吧 啊 什么 怎么 怎样 如何 为什么 为何 哪 哪些 哪个 哪里 谁 多少 请 请问 我 你 您 有 被 把 个".split(" "));

    private static final int FIRST_HAN = 0x2E80;

    private final Analyzer english = new English();
    private final Analyzer chinese = new Chinese();

    /** An analyzer that is to be closed. */
    public ChunkAnalyzer() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String field) {
        return field.endsWith(ChunkFields.CHINESE) ? chinese : english;
    }

    /** Whether {@code text} has a Chinese character. */
    static boolean isChinese(String text) {
        return text.codePoints()
                .anyMatch(point ->
                        point >= FIRST_HAN && Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
    }

    /**
     * The terms of the texts, one list for each.
     *
     * @param chinese whether the Chinese words are wanted, of those texts that have some, else all others
     */
    List<List<String>> terms(boolean chinese, List<String> texts) throws IOException {
        String field = SearchedField.CONTENT.field(chinese);
        List<List<String>> terms = new ArrayList<>();
        for (String text : texts) {
            if (!chinese || isChinese(text)) {
                terms.add(run(field, text, word -> true));
            }
        }
        return terms;
    }

    /**
     * The terms of {@code text} in runs of neighbours, none of them empty.
     *
     * @param maxDistinct before the next one it stops
     */
    List<List<String>> runs(String text, int maxDistinct) throws IOException {
        List<List<String>> runs = new ArrayList<>();
        var distinct = new HashSet<String>();
        Predicate<String> wanted =
                word -> distinct.contains(word) || distinct.size() < maxDistinct && distinct.add(word);
        runs.add(run(SearchedField.CONTENT.field(false), text, wanted));
        if (isChinese(text)) {
            runs.add(run(SearchedField.CONTENT.field(true), text, wanted));
        }
        runs.removeIf(List::isEmpty);
        return runs;
    }

    /** The terms of {@code text} up to the first that is not {@code wanted}. */
    private List<String> run(String field, String text, Predicate<String> wanted) throws IOException {
        List<String> run = new ArrayList<>();
        try (TokenStream tokens = tokenStream(field, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                String word = term.toString();
                if (!wanted.test(word)) {
                    break;
                }
                run.add(word);
            }
            tokens.end();
        }
        return run;
    }

    @Override
    public void close() {
        english.close();
        chinese.close();
        super.close();
    }

    private static final class English extends Analyzer {

        private static final CharArraySet STOPS = new CharArraySet(ENGLISH_STOPS, false);

        @Override
        protected TokenStreamComponents createComponents(String field) {
            var source = new StandardTokenizer();
            TokenStream tokens =
                    new TypeTokenFilter(source, Set.of(StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC]));
            tokens = new LowerCaseFilter(new CJKWidthFilter(new EnglishPossessiveFilter(tokens)));
            tokens = new StopFilter(new ASCIIFoldingFilter(tokens), STOPS);
            return new TokenStreamComponents(source, new KStemFilter(tokens));
        }
    }

    private static final class Chinese extends Analyzer {

        private static final CharArraySet STOPS = new CharArraySet(CHINESE_STOPS, false);

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer source = new HMMChineseTokenizer();
            return new TokenStreamComponents(source, new StopFilter(new ChineseOnly(source), STOPS));
        }
    }

    private static final class ChineseOnly extends FilteringTokenFilter {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        ChineseOnly(TokenStream tokens) {
            super(tokens);
        }

        @Override
        protected boolean accept() {
            return term.length() <= StandardAnalyzer.DEFAULT_MAX_TOKEN_LENGTH && isChinese(term.toString());
        }
    }
}
