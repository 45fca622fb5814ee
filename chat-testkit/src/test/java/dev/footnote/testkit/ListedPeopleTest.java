package dev.footnote.testkit;

import dev.footnote.domain.identity.Email;
import dev.footnote.ports.identity.IdentityProvider;
import java.util.Map;

class ListedPeopleTest extends IdentityProviderContract {

    private final ListedPeople people = new ListedPeople();

    @Override
    protected IdentityProvider provider() {
        return people;
    }

    @Override
    protected Map<String, String> goTo(String address, String person) {
        return Map.of("state", address.substring(ListedPeople.ADDRESS.length()), "code", person);
    }

    @Override
    protected Email email(String person) {
        return new Email(person + "@footnote.test");
    }
}
