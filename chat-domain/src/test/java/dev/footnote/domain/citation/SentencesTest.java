package dev.footnote.domain.citation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {

    /**
     * Each is the sentences that a text has, with {@code ‖} between them; white space around a sentence is not part of
     * it.
     */
    private static final String CASES = """
            One. ‖ Two.
            One! ‖ Two? ‖ Three.
            What?! ‖ No.
            Wait... ‖ What?
            Well… ‖ Yes.
            One
            One, two; three: four.
            Dr. Meyer came. ‖ He left.
            Mr. and Mrs. Smith came. ‖ All left.
            Prof. Lee wrote it. ‖ Nobody read it.
            St. Louis is a city. ‖ It is old.
            Ms. Jones et al. Found it. ‖ Later more.
            Cats vs. Dogs is a film. ‖ It is long.
            J. K. Rowling wrote it. ‖ It sold well.
            John F. Kennedy spoke. ‖ They listened.
            The U.S. Army paid. ‖ It was late.
            He lives in the U.K. Now he works.
            She has a Ph.D. He has none.
            Use tools, e.g. a saw. ‖ Or i.e. Nothing.
            It was 5 p.m. 7 came.
            See Fig. 3 for it. ‖ Then Fig. 4.
            See No. 5 there. ‖ No. ‖ It is not.
            Vol. 2 is out. ‖ Buy it.
            See pp. 10 and sec. 4. ‖ Done.
            It costs 3.5 million. ‖ Yes.
            It is 1,000.50 exactly. ‖ Yes.
            It was 1954. ‖ Then 1955.
            Pi is 3.14159. ‖ So it is.
            Version 1.2.3 is out. ‖ Get it.
            See https://example.com/a.b?c=d. ‖ Next.
            See example.com. ‖ Next.
            Mail a.b@example.com. ‖ Next.
            Open file.txt. ‖ Next.
            Call foo.bar() now. ‖ Next.
            He said "no." ‖ Then he left.
            He said “no.” ‖ Then he left.
            “Alpha decays.” ‖ Beta does not.
            (It was so.) ‖ Then not.
            It was (so. ‖ Or so) there. ‖ Next.
            Done [sic.] ‖ Next.
            It said 'go.' ‖ We went.
            «Oui.» ‖ «Non.»
            **Bold ends.** ‖ Plain follows.
            _Italic ends._ ‖ Plain follows.
            *One.* ‖ *Two.*
            `a. ‖ B` is code. ‖ Next.
            One. two goes on. ‖ Three.
            One.Two is no end. ‖ Three.
            1. First item ⏎ ‖ 2. Second item
            1. First. ‖ Still first. ⏎ ‖ 2. Second.
            - item one ⏎ ‖ - item two
            - item one. ⏎ ‖ - item two.
            * item. ‖ More. ⏎ ‖ * next
            • point ⏎ ‖ • point
            12. Twelfth item. ‖ More of it.
            # Heading ⏎ ⏎ ‖ Text follows.
            ## A heading. ⏎ ‖ Text.
            Text. ⏎ ‖ # Heading
            | a | b | ⏎ ‖ |---|---| ⏎ ‖ | c. D | e |
            | One. Two. Three | x |
            Line one ⏎ ‖ line two
            Line one. ⏎ ⏎ ⏎ ‖ Line two.
            > Quoted. ‖ Again. ⏎ ‖ After.
            狐狸跳过了懒狗。 ‖ 猫在睡觉。
            狐狸！ ‖ 狗？ ‖ 好；
            他说：「狗呢？」 ‖ 好。
            “你好。” ‖ 他走了。
            『はい。』 ‖ いいえ。
            今日は晴れです。 ‖ 明日は雨です。
            안녕하세요. ‖ 반갑습니다.
            价格是3.5元。 ‖ 很贵。
            它叫Alpha。 ‖ It is.
            Привет. ‖ Мир.
            Ça va? ‖ Oui.
            emoji 😀. ‖ 😀 Next.
            Nice 👍🏽! ‖ Good.
            No end here ‖
            ``` ⏎ code. More. ⏎ ``` ⏎ After. ‖ End.
            Text: ⏎ ‖ ```java ⏎ a. B. C. ⏎ ``` ⏎ After.
            ~~~ ⏎ a. B. ⏎ ``` ⏎ c. D. ⏎ ~~~ ⏎ After.
            ``` ⏎ never closed. More.
            One.   ‖ Two.
            $5.00 was paid. ‖ Yes.
            50%. ‖ Yes.
            A; but. ‖ Crabs.
            Yes! yes.
            I. The next chapter.
            Max. 5 people. ‖ Min. 2.
            Approx. Ten came. ‖ Ca. Nine left.
            """;

    static List<String> cases() {
        return CASES.lines().map(line -> line.replace(" ⏎", "⏎")).toList();
    }

    @Test
    void isTriedOnEnoughKindsOfText() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(80).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheEndsWhereverTheTextIsCut(String line) {
        String text = text(line);
        List<String> expected = expected(line);

        assertThat(sentences(List.of(text))).isEqualTo(expected);
        for (int i = 1; i < text.length(); i++) {
            assertThat(sentences(List.of(text.substring(0, i), text.substring(i))))
                    .as("cut at %d", i)
                    .isEqualTo(expected);
        }
        assertThat(sentences(text.chars().mapToObj(Character::toString).toList()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesAllTextBack(String line) {
        var text = new StringBuilder();
        var cutter = new Sentences(part -> {
            if (part instanceof Sentences.Part.Text(String piece)) {
                text.append(piece);
            }
            return true;
        });
        cutter.push(text(line));
        cutter.finish();

        assertThat(text).hasToString(text(line));
    }

    private static String text(String line) {
        return line.replace(" ‖ ", " ").replace(" ‖", "").replace("⏎ ", "\n").replace("⏎", "\n");
    }

    /** The sentences, without what stands in code fences, where there are none. */
    private static List<String> expected(String line) {
        var expected = new ArrayList<String>();
        for (String sentence : line.split("‖", -1)) {
            var kept = new StringBuilder();
            boolean code = false;
            for (String part : sentence.strip().split("⏎", -1)) {
                boolean fence = part.strip().startsWith("```") || part.strip().startsWith("~~~");
                boolean same = fence && (!code || part.strip().charAt(0) == fenceOf(sentence));
                code = same ? !code : code;
                kept.append(fence || code ? "" : part.strip());
            }
            if (!kept.toString().isBlank()) {
                expected.add(kept.toString());
            }
        }
        return expected;
    }

    private static char fenceOf(String sentence) {
        return sentence.strip().charAt(0);
    }

    private static List<String> sentences(List<String> pieces) {
        var sentences = new ArrayList<String>();
        var cutter = new Sentences(part -> {
            if (part instanceof Sentences.Part.End(String sentence)) {
                sentences.add(sentence);
            }
            return true;
        });
        pieces.forEach(cutter::push);
        cutter.finish();
        return sentences;
    }
}
